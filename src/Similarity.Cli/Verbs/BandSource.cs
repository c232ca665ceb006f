using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Where bands come from, as the user said; null where nothing. A file that holds bands gives
/// those, unless an operator is named; of a structure an operator makes them.
/// </summary>
/// <param name="Spacing">Of the k-points of the grid, in 1/bohr, with 2π.</param>
/// <param name="Settings">Of the operator.</param>
/// <param name="Index">Which structure of a file of several, from 1; null for the last.</param>
internal sealed record BandSource(
    string? Operator = null,
    double? Spacing = null,
    KPointGrid? Grid = null,
    SortedDictionary<string, string>? Settings = null,
    int? Index = null)
{
    /// <summary>
    /// Of the operators it tells metals from insulators best; its second or two matter only to
    /// collections, whose fingerprints are made by GFN0 unless they ask.
    /// </summary>
    private const string DefaultOperator = "ks";

    private const double DefaultSpacingPerAngstrom = 0.2;

    /// <summary>Fine enough for the curvature of bands at their edges.</summary>
    private const double PathSpacingPerAngstrom = 0.025;

    private bool AsksToCompute =>
        Spacing is not null || Grid is not null || Settings is { Count: > 0 } || Index is not null;

    /// <summary>1/Å to 1/bohr.</summary>
    public static double PerBohr(double perAngstrom) =>
        perAngstrom * PhysicalConstants.BohrInAngstrom;

    /// <param name="withPath">
    /// Bands along the standard path too; they are then those of the standard primitive cell.
    /// </param>
    /// <exception cref="VerbException">There are no bands, nor a structure to compute them of.
    /// </exception>
    /// <exception cref="InvalidFileException">The file, or the operator refuses it.</exception>
    public FileBands Read(
        string file,
        int threads,
        CancellationToken cancellation,
        bool withPath = false,
        bool withProjections = false) =>
        Of(file, FileFormats.Read(file), threads, cancellation, withPath, withProjections);

    public FileBands Of(
        string file,
        FileContents contents,
        int threads,
        CancellationToken cancellation,
        bool withPath = false,
        bool withProjections = false)
    {
        if (Operator is null && contents.Bands is { } held)
        {
            return AsksToCompute || withPath || withProjections
                ? throw VerbException.Usage(
                    $"{file}: holds bands ({contents.Format}); name an --operator to compute "
                        + "others from its structure")
                : new FileBands(
                    file, contents, held, held.Crystal ?? contents.Structures.LastOrDefault());
        }

        if (Operator is null && contents.Dos is not null)
        {
            throw VerbException.Absent(
                $"{file}: holds a density of states without bands ({contents.Format}); "
                    + "`similarity dos` reads it, and --operator computes bands");
        }

        var options = new OperatorOptions
        {
            Threads = threads,
            Projections = withProjections,
            CancellationToken = cancellation,
        };
        try
        {
            return Compute(file, contents, options, withPath);
        }
        catch (UnsuitableCrystalException e)
        {
            throw new InvalidFileException(file, e.Reason, inner: e);
        }
    }

    private FileBands Compute(
        string file, FileContents contents, OperatorOptions options, bool withPath)
    {
        SpectralOperator made = ParseOperator();
        Crystal crystal = StructureOf(file, contents);
        if (!withPath)
        {
            return Compute(file, contents, made, crystal, options);
        }

        if (CrystalSymmetry.Find(crystal, out string? whyNot) is not { } symmetry)
        {
            throw VerbException.NoResult($"{file}: no path: {whyNot}");
        }

        var path = HighSymmetryPath.Of(symmetry);
        FileBands onGrid = Compute(file, contents, made, path.Primitive, options);
        OperatorSpectrum onPath = OperatorBands.OnPath(
            made, path, PerBohr(PathSpacingPerAngstrom), options with { Projections = false });
        ComputedBands computed = onGrid.Computed!;
        string[] ofCell = path.Primitive.Count == crystal.Count
            ? []
            : [$"bands of the primitive cell, {path.Primitive.Count} of {crystal.Count} atoms"];
        return onGrid with
        {
            Bands = PathBesideGrid.Join(onGrid.Bands, onPath.Bands),
            Computed = computed with
            {
                Warnings = [.. ofCell, .. computed.Warnings.Union(onPath.Warnings)],
            },
        };
    }

    private FileBands Compute(
        string file,
        FileContents contents,
        SpectralOperator made,
        Crystal crystal,
        OperatorOptions options)
    {
        KPointGrid grid = Grid ?? OperatorBands.GridOf(
            crystal, Spacing ?? PerBohr(DefaultSpacingPerAngstrom));
        OperatorSpectrum spectrum;
        try
        {
            spectrum = OperatorBands.Of(made, crystal, grid, options);
        }
        catch (ArgumentException e) when (Grid is not null)
        {
            throw VerbException.Usage($"--kgrid: {e.Message}");
        }

        return new FileBands(file, contents, spectrum.Bands, crystal)
        {
            Computed = new ComputedBands(made, grid, spectrum, spectrum.Warnings),
        };
    }

    private SpectralOperator ParseOperator()
    {
        try
        {
            return SpectralOperator.Parse(
                Operator ?? DefaultOperator,
                Settings ?? new SortedDictionary<string, string>(StringComparer.Ordinal));
        }
        catch (ArgumentException e)
        {
            throw VerbException.Usage(e.Message);
        }
    }

    private Crystal StructureOf(string file, FileContents contents)
    {
        if (Index is int index)
        {
            return index <= contents.Structures.Length
                ? contents.Structures[index - 1]
                : throw VerbException.Absent(
                    $"{file}: no structure number {index}; it holds {contents.Structures.Length}");
        }

        return contents.Structures.LastOrDefault()
            ?? contents.Bands?.Crystal
            ?? contents.Dos?.Crystal
            ?? throw VerbException.Absent(
                $"{file}: holds neither bands nor a structure ({contents.Format})");
    }
}
