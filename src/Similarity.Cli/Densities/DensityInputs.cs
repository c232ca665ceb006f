using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;
using Similarity.Numerics.Threading;

namespace Similarity.Cli.Densities;

/// <summary>A molecule and its density, or why it has none.</summary>
internal sealed record DensityInput(FingerprintInput Input, FittedDensity? Density)
{
    /// <summary>Null exactly when there is a density.</summary>
    public string? WhyNone { get; init; }

    /// <summary>"imported" from a set, or "predicted".</summary>
    public string Source { get; init; } = "predicted";
}

/// <summary>
/// Densities of the molecules in files: read from a set of densities, predicted of structures.
/// FILE#ID is one of many.
/// </summary>
internal static class DensityInputs
{
    public static IReadOnlyList<DensityInput> Of(
        IReadOnlyList<string> names,
        DensityChoice choice,
        IdBy by,
        int threads,
        CancellationToken cancellation)
    {
        var model = new Lazy<DensityModel>(
            () => DensityModelOption.Read(choice.Model, threads).Model);
        return [.. names.SelectMany(name => Read(name, model, by, threads, cancellation))];
    }

    private static IEnumerable<DensityInput> Read(
        string name,
        Lazy<DensityModel> model,
        IdBy by,
        int threads,
        CancellationToken cancellation)
    {
        (string file, string? id) = Split(name);
        IReadOnlyList<DensityInput> found = SetIn(file) is { } set
            ? [.. set.Samples.Select(sample => new DensityInput(
                new FingerprintInput(sample.Name, file)
                {
                    Crystal = sample.Density.Functions.Crystal,
                },
                sample.Density)
                { Source = "imported" }).Where(input => id is null || input.Input.Id == id)]
            : [.. OrderedParallel.Select(
                FingerprintInputs.Of(
                    [file], 1, cancellation, by, own => id is null || own == id),
                (input, _) => Predict(input, model.Value),
                threads,
                cancellation)];
        return found.Count > 0 || id is null
            ? found
            : throw VerbException.Absent($"{file}: nothing in it has the id '{id}'");
    }

    private static (string File, string? Id) Split(string name)
    {
        int mark = name.LastIndexOf('#');
        return mark < 0 || File.Exists(name) ? (name, null) : (name[..mark], name[(mark + 1)..]);
    }

    private static DensitySet? SetIn(string file)
    {
        try
        {
            var source = new FileSource(file);
            return source.Head.Span.IndexOf("similarity.density-set/"u8) >= 0
                ? DensitySet.Read(source)
                : null;
        }
        catch (InvalidFileException) when (!File.Exists(file))
        {
            // Reported with the other inputs that cannot be read.
            return null;
        }
    }

    private static DensityInput Predict(FingerprintInput input, DensityModel model)
    {
        string place = Path.GetFileName(input.File) == Path.GetFileName(input.Id)
            ? $"{input.File}: "
            : $"{input.File}: {input.Id}: ";
        string? reason = input switch
        {
            { Failure: { } failure } => failure.Message,
            { Crystal: null } => $"{place}holds no structure",
            { Crystal.Periodicity: var periodicity } when periodicity != Periodicity.None =>
                $"{place}is periodic; densities are compared of molecules",
            _ => null,
        };
        if (reason is not null)
        {
            return new DensityInput(input, null) { WhyNone = reason };
        }

        try
        {
            return new DensityInput(input, model.Predict(input.Crystal!).Density);
        }
        catch (ArgumentException e)
        {
            return new DensityInput(input, null) { WhyNone = place + e.Message };
        }
    }
}
