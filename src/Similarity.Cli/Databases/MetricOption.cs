using System.CommandLine;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;
using Similarity.Search;

namespace Similarity.Cli.Databases;

/// <summary>--metric of a search: names and what they stand for.</summary>
internal static class MetricOption
{
    private static readonly (string Name, SearchMetric Metric)[] All =
    [
        ("euclidean", SearchMetric.Euclidean),
        ("cosine", SearchMetric.Cosine),
        ("dot", SearchMetric.Dot),
        ("tanimoto", SearchMetric.Tanimoto),
        ("emd", SearchMetric.EarthMover),
    ];

    public static Option<string?> Create()
    {
        string[] names = [.. All.Select(item => item.Name)];
        var option = new Option<string?>("--metric")
        {
            Description = $"One of {string.Join(", ", names)} (default euclidean; of nomad "
                + "tanimoto).",
            HelpName = "M",
        };
        option.TakeOneOf(names);
        return option;
    }

    /// <param name="name">Null for the usual one of the set.</param>
    /// <exception cref="VerbException">It has no meaning for the set.</exception>
    public static SearchMetric Of(string? name, FingerprintSet set)
    {
        SearchMetric metric = name is null
            ? set.Encoding == VectorEncoding.Bits ? SearchMetric.Tanimoto : SearchMetric.Euclidean
            : All.First(item => item.Name == name).Metric;
        return set.Space.Allows(metric)
            ? metric
            : throw VerbException.Usage(
                $"--metric {name} has no meaning for fingerprints {set.Kind}; expected "
                + string.Join(
                    ", ", All.Where(item => set.Space.Allows(item.Metric)).Select(i => i.Name)));
    }

    public static string NameOf(SearchMetric metric) =>
        All.First(item => item.Metric == metric).Name;

    /// <summary>
    /// A number that grows as materials become less alike: distances themselves, one minus a
    /// Tanimoto similarity, minus a product.
    /// </summary>
    public static double Distance(SearchMetric metric, double value) => metric switch
    {
        SearchMetric.Tanimoto => 1 - value,
        SearchMetric.Dot => -value,
        _ => value,
    };
}
