using System.Collections.Immutable;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Verbs;
using Similarity.DensityModels.AtomCentred.Comparison;
using Similarity.Fingerprints;

namespace Similarity.Cli.Densities;

/// <summary>
/// --kind density: molecules are compared by their electron densities, pair by pair, as a density
/// is no vector of fixed length.
/// </summary>
/// <param name="Model">That predicts densities of structures; null for the shipped one.</param>
internal sealed record DensityChoice(DensityComparison Comparison, string? Model)
{
    public const string Kind = "density";

    private const string ModelSetting = "model", ProductSetting = "product";
    private const string AlignSetting = "align";

    /// <summary>Metrics that follow from products of densities.</summary>
    public static ImmutableArray<string> Metrics { get; } =
        ["euclidean", "cosine", "dot", "tanimoto"];

    public ImmutableSortedDictionary<string, string> Parameters =>
        ImmutableSortedDictionary<string, string>.Empty
            .Add(AlignSetting, Comparison.IsAligned ? "best" : "none")
            .Add(ProductSetting, NameOf(Comparison.Operator));

    /// <summary>What may be compared with each other.</summary>
    public string GridId => string.Join(
        ' ', Parameters.Select(setting => $"{setting.Key}={setting.Value}").Prepend(Kind));

    /// <param name="settings">Each as "name=value"; null for none.</param>
    /// <exception cref="VerbException">No such setting.</exception>
    public static DensityChoice Parse(IEnumerable<string>? settings)
    {
        SortedDictionary<string, string> given = SettingsOption.Parse(settings);
        bool isAligned = OneOf(given, AlignSetting, "best", "none") == "best";
        DensityOperator product = OneOf(given, ProductSetting, "overlap", "coulomb") == "overlap"
            ? DensityOperator.Overlap
            : DensityOperator.Coulomb;
        given.Remove(ModelSetting, out string? model);
        return given.Count == 0
            ? new DensityChoice(new DensityComparison(product, isAligned), model)
            : throw VerbException.Usage(
                $"--set {given.Keys.First()}: {Kind} has {AlignSetting}, {ModelSetting} and "
                + ProductSetting);
    }

    /// <exception cref="VerbException">The metric is one of vectors.</exception>
    public static void Require(FingerprintMetric metric)
    {
        if (!Metrics.Contains(metric.Name))
        {
            throw VerbException.Usage(
                $"--metric {metric.Name}: densities have {string.Join(", ", Metrics)}");
        }
    }

    public static double ValueOf(DensitySimilarity similarity, FingerprintMetric metric) =>
        metric.Name switch
        {
            "euclidean" => similarity.Distance,
            "cosine" => 1 - similarity.Cosine,
            "dot" => similarity.Product,
            _ => similarity.Tanimoto,
        };

    private static string NameOf(DensityOperator product) =>
        product == DensityOperator.Overlap ? "overlap" : "coulomb";

    /// <summary>The first is the default.</summary>
    private static string OneOf(
        SortedDictionary<string, string> given, string name, string first, string second)
    {
        given.Remove(name, out string? value);
        return value is null || value == first || value == second
            ? value ?? first
            : throw VerbException.Usage(
                $"--set {name}={value}: expected {name}={first} or {name}={second}");
    }
}
