using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Explorer.Documents;

/// <summary>Bands of materials, stored or computed; the last computed ones are kept.</summary>
internal sealed class MaterialSpectra(Workbench bench)
{
    public const string Stored = "stored", Usual = "gfn0";

    private const int Kept = 64;
    private const double GridSpacingPerAngstrom = 0.3, PathSpacingPerAngstrom = 0.05;

    /// <summary>The width of levels where the bands do not say theirs, in electronvolts.</summary>
    private const double SigmaEv = 0.05;

    public static readonly string[] Sources = [Stored, Usual, "sap", "ks"];

    private readonly RecentResults<(string, string), BandStructure> computed = new(Kept);

    public MaterialDocuments Documents(Material material) =>
        bench.Stores.Use(store => MaterialDocuments.Of(store, material));

    /// <summary>
    /// Of an operator on a grid, and where the crystal has one along its standard path.
    /// </summary>
    /// <exception cref="RequestException">The operator says nothing of it.</exception>
    public Task<BandStructure> ComputeAsync(
        MaterialDocuments documents, string name, CancellationToken cancellation)
    {
        Crystal crystal = documents.RequireCrystal();
        return bench.Computations.GetAsync(
            computed,
            (documents.Material.InputHash, name),
            token => Compute(crystal, name, token),
            cancellation);
    }

    /// <summary>The Fermi level and the edges; null where nothing fills the levels.</summary>
    public static SpectrumLevels? LevelsOf(BandStructure bands) => BandLevels.Find(
        bands, new Gaussian(SigmaEv / PhysicalConstants.HartreeInEv)).Levels;

    private BandStructure Compute(Crystal crystal, string name, CancellationToken cancellation)
    {
        var made = SpectralOperator.Parse(
            name, new SortedDictionary<string, string>(StringComparer.Ordinal));
        var options = new OperatorOptions
        {
            Threads = bench.Computations.ThreadsOfEach,
            CancellationToken = cancellation,
        };
        try
        {
            return crystal.Periodicity == Periodicity.Full
                && CrystalSymmetry.Find(crystal, out _) is { } symmetry
                    ? AlongPath(made, HighSymmetryPath.Of(symmetry), options)
                    : OnGrid(made, crystal, options);
        }
        catch (UnsuitableCrystalException e)
        {
            throw RequestException.NoResult($"{name}: {e.Reason}");
        }
    }

    private static BandStructure AlongPath(
        SpectralOperator made, HighSymmetryPath path, OperatorOptions options) =>
        PathBesideGrid.Join(
            OnGrid(made, path.Primitive, options),
            OperatorBands.OnPath(made, path, PerBohr(PathSpacingPerAngstrom), options).Bands);

    private static BandStructure OnGrid(
        SpectralOperator made, Crystal crystal, OperatorOptions options) =>
        OperatorBands.Of(
            made,
            crystal,
            OperatorBands.GridOf(crystal, PerBohr(GridSpacingPerAngstrom)),
            options).Bands;

    private static double PerBohr(double perAngstrom) =>
        perAngstrom * PhysicalConstants.BohrInAngstrom;
}
