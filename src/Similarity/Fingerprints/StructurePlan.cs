using System.Globalization;
using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Fingerprints;

/// <summary>How a recipe gets from a structure to bands.</summary>
/// <param name="SpacingPerAngstrom">
/// The distance of k-points, 2π included; null when the grid is given.
/// </param>
/// <param name="Grid">Null when the spacing is given.</param>
/// <param name="TakesPrimitiveCell">
/// Whether a crystal is first given its standard primitive cell. A regular grid of k-points is
/// another one in another cell, and what it misses of the spectrum differs with it: only in one
/// cell has a material one fingerprint.
/// </param>
/// <param name="VolumePerAtomInAngstrom">
/// The crystal is scaled to this volume first, so that only its shape counts; null to leave it.
/// </param>
internal sealed record StructurePlan(
    SpectralOperator Operator,
    double? SpacingPerAngstrom,
    KPointGrid? Grid,
    bool TakesPrimitiveCell,
    double? VolumePerAtomInAngstrom)
{
    private const double KineticSpacing = 0.5;
    private const double Spacing = 0.35;

    /// <summary>Takes its settings and all those left, as they must be the operator's.</summary>
    public static StructurePlan Read(string kind, FingerprintSettings settings)
    {
        const string Gfn0 = "gfn0", KohnSham = "ks", Sap = "sap";
        const string Kinetic = SpectralSettings.KineticKind;
        if (kind == Kinetic)
        {
            settings.Fixed("operator", Kinetic);
        }

        string name = settings.Choice(
            "operator", kind == Kinetic ? Kinetic : Gfn0, Gfn0, Kinetic, KohnSham, Sap)!;
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
        bool takesPrimitive = ReadCell(settings);
        return new StructurePlan(
            settings.TakeOperator(name), spacing, grid, takesPrimitive, volume);
    }

    /// <summary>
    /// The bands of a structure, with projections if asked for, and with what there is to know of
    /// them.
    /// </summary>
    public OperatorSpectrum Solve(Crystal crystal, OperatorOptions options)
    {
        Crystal scaled = VolumeScale.Of(crystal, VolumePerAtomInAngstrom);
        if (TakesPrimitiveCell && PrimitiveOf(scaled) is Crystal primitive)
        {
            try
            {
                return SolveIn(primitive, options);
            }
            catch (UnsuitableCrystalException)
            {
                // Below it is refused again, with the sites numbered as the user knows them.
            }
        }

        return SolveIn(scaled, options);
    }

    private OperatorSpectrum SolveIn(Crystal crystal, OperatorOptions options)
    {
        KPointGrid grid = Grid ?? OperatorBands.GridOf(
            crystal, SpacingPerAngstrom!.Value * PhysicalConstants.BohrInAngstrom);
        return OperatorBands.Of(Operator, crystal, grid, options);
    }

    /// <summary>
    /// Null for what is not periodic in three directions and where no symmetry can be found.
    /// </summary>
    private static Crystal? PrimitiveOf(Crystal crystal) =>
        crystal.Periodicity == Periodicity.Full
        && CrystalSymmetry.Find(crystal, out _) is CrystalSymmetry symmetry
            ? StandardCell.Of(symmetry).Primitive
            : null;

    private static bool ReadCell(FingerprintSettings settings)
    {
        // A grid and the number of a site speak of the cell of the file, as SOREP does.
        bool meansGiven = settings.IsGiven("kgrid")
            || settings.IsGiven("site")
            || settings.IsGiven("compat");
        string cell = settings.Choice(
            "cell", meansGiven ? "given" : "primitive", "primitive", "given")!;
        return cell == "primitive" && settings.IsGiven("site")
            ? throw settings.Error("cell", "given, beside site=, which counts its sites")
            : cell == "primitive";
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
