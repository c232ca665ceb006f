using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Fingerprints;

/// <summary>How a recipe gets from a structure to bands.</summary>
/// <param name="SpacingPerAngstrom">
/// The distance of k-points, 2π included; null when the grid is given.
/// </param>
/// <param name="Grid">Null when the spacing is given.</param>
/// <param name="VolumePerAtomInAngstrom">
/// The crystal is scaled to this volume first, so that only its shape counts; null to leave it.
/// </param>
internal sealed record StructurePlan(
    SpectralOperator Operator,
    double? SpacingPerAngstrom,
    KPointGrid? Grid,
    double? VolumePerAtomInAngstrom)
{
    private const double KineticSpacing = 0.5;
    private const double Spacing = 0.35;

    /// <summary>Takes its settings and all those left, as they must be the operator's.</summary>
    public static StructurePlan Read(string kind, FingerprintSettings settings)
    {
        const string Gfn0 = "gfn0", Kinetic = SpectralSettings.KineticKind;
        if (kind == Kinetic)
        {
            settings.Fixed("operator", Kinetic);
        }

        string name = settings.Choice(
            "operator", kind == Kinetic ? Kinetic : Gfn0, Gfn0, Kinetic)!;
        KPointGrid? grid = null;
        if (settings.Text("kgrid") is string text)
        {
            if (settings.IsGiven("kdensity"))
            {
                throw settings.Error("kgrid", "kgrid or kdensity, not both");
            }

            grid = ParseGrid(text) ?? throw settings.Error(
                "kgrid", "three numbers of points from 1 on, as 4,4,2");
            settings.Canonical["kgrid"] =
                string.Join(",", grid.Divisions.X, grid.Divisions.Y, grid.Divisions.Z);
        }

        double? spacing = grid is null
            ? settings.Positive("kdensity", name == Kinetic ? KineticSpacing : Spacing)
            : null;
        double? volume = settings.Positive("volume", null);
        return new StructurePlan(settings.TakeOperator(name), spacing, grid, volume);
    }

    /// <summary>
    /// The bands of a structure, with projections if asked for, and with what there is to know of
    /// them.
    /// </summary>
    public OperatorSpectrum Solve(Crystal crystal, OperatorOptions options)
    {
        Crystal scaled = Scale(crystal);
        KPointGrid grid = Grid ?? OperatorBands.GridOf(
            scaled, SpacingPerAngstrom!.Value * PhysicalConstants.BohrInAngstrom);
        return OperatorBands.Of(Operator, scaled, grid, options);
    }

    /// <summary>The crystal, at the volume asked for.</summary>
    private Crystal Scale(Crystal crystal)
    {
        if (VolumePerAtomInAngstrom is not double wanted)
        {
            return crystal;
        }

        double atoms = 0;
        foreach (Site site in crystal.Sites)
        {
            atoms += site.Occupancy;
        }

        double volume = wanted * atoms / Math.Pow(PhysicalConstants.BohrInAngstrom, 3);
        double factor = Math.Cbrt(volume / crystal.Lattice.Volume);
        return new Crystal(
            new Lattice(factor * crystal.Lattice.Vectors),
            crystal.Sites.ToArray(),
            crystal.Periodicity)
        {
            Name = crystal.Name,
        };
    }

    private static KPointGrid? ParseGrid(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] divisions =
        [
            .. parts.Select(part => int.TryParse(
                part,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out int n) ? n : 0),
        ];
        return divisions is [> 0 and < 1000, > 0 and < 1000, > 0 and < 1000]
            ? new KPointGrid(divisions[0], divisions[1], divisions[2])
            : null;
    }
}
