using Similarity.Spectra;

namespace Similarity.Formats;

/// <summary>The names that programs give to smearings, in input, output and databases.</summary>
internal static class SmearingNames
{
    /// <summary>
    /// The smearing of a known name and positive width in hartree; otherwise null.
    /// </summary>
    public static Smearing? Find(string name, double width)
    {
        if (!(width > 0 && double.IsFinite(width)))
        {
            return null;
        }

        return name.Trim().ToLowerInvariant() switch
        {
            "gaussian" or "gauss" => new Gaussian(width),
            "fermi-dirac" or "fd" => new FermiDirac(width),
            "methfessel-paxton" or "mp" => new MethfesselPaxton(1, width),
            "marzari-vanderbilt" or "cold" or "mv" => new Cold(width),
            _ => null,
        };
    }
}
