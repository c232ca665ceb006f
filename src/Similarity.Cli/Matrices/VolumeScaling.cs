using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.Fingerprints;

namespace Similarity.Cli.Matrices;

/// <summary>
/// The volume per atom that makes structures of a set differ in shape alone: the mean of them.
/// </summary>
internal static class VolumeScaling
{
    private const string Setting = "volume";

    /// <summary>Å³ per atom; partly occupied sites count in part.</summary>
    public static double VolumePerAtom(Crystal crystal)
    {
        double atoms = 0;
        foreach (Site site in crystal.Sites)
        {
            atoms += site.Occupancy;
        }

        return crystal.Lattice.Volume * Math.Pow(PhysicalConstants.BohrInAngstrom, 3) / atoms;
    }

    /// <summary>The recipe with the mean volume as its setting, to 10⁻⁶ Å³.</summary>
    /// <exception cref="VerbException">An input is no structure.</exception>
    public static FingerprintRecipe Of(
        FingerprintRecipe recipe, IEnumerable<FingerprintInput> inputs)
    {
        if (recipe.Parameters.Keys.Any(name => name == Setting
            || name.EndsWith("." + Setting, StringComparison.Ordinal)))
        {
            throw VerbException.Usage(
                $"--scale-volume and --set {Setting} exclude each other");
        }

        double[] volumes =
        [
            .. inputs.Where(input => input.Failure is null).Select(input =>
                input is { Crystal: { } crystal, Bands: null, Dos: null }
                    ? VolumePerAtom(crystal)
                    : throw VerbException.Usage(
                        $"--scale-volume scales structures; {input.Id} holds a spectrum")),
        ];
        if (volumes.Length == 0)
        {
            throw VerbException.Invalid("no file holds a structure");
        }

        string mean = Math.Round(volumes.Average(), 6).ToString(CultureInfo.InvariantCulture);
        return FingerprintRecipe.Parse(recipe.Kind, recipe.Parameters.Add(Setting, mean));
    }
}
