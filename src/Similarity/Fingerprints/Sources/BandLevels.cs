using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>The Fermi level of bands, from the number of electrons or as reported.</summary>
public static class BandLevels
{
    /// <summary>
    /// μ with N(μ) = N where N is known and the k-points sample the zone, else as reported; a metal
    /// on a path has only what was reported. Without a level, the reason.
    /// </summary>
    /// <param name="byDefault">The smearing of bands that do not say how they were made.</param>
    public static (SpectrumLevels? Levels, string? WhyNone) Find(
        BandStructure bands, Smearing byDefault)
    {
        double? reported = bands.ReportedFermiLevel;
        if (bands.Electrons is not double electrons)
        {
            return reported is double level
                ? (SpectrumLevels.Of(bands, level), null)
                : (null, "neither the number of electrons nor the Fermi level is known");
        }

        FermiSolution solution =
            FermiLevel.Solve(bands, electrons, bands.ReportedSmearing ?? byDefault);
        if (solution.Chosen is not double chosen)
        {
            return (null, solution.Reason);
        }

        double used = !bands.SamplesZone
            && reported is double given
            && BandEdges.Of(bands, chosen).IsMetal ? given : chosen;
        return (SpectrumLevels.Of(bands, used), null);
    }
}
