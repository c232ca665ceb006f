using System.Collections.Immutable;
using Similarity.Search;

namespace Similarity.Catalog.Vectors;

/// <summary>What metrics of a search are called, and which a set of fingerprints has.</summary>
public static class SearchMetricNames
{
    private static readonly ImmutableArray<(string Name, SearchMetric Metric)> Named =
    [
        ("euclidean", SearchMetric.Euclidean),
        ("cosine", SearchMetric.Cosine),
        ("dot", SearchMetric.Dot),
        ("tanimoto", SearchMetric.Tanimoto),
        ("emd", SearchMetric.EarthMover),
    ];

    public static ImmutableArray<string> All { get; } = [.. Named.Select(item => item.Name)];

    /// <summary>Null for a name that none has.</summary>
    public static SearchMetric? Find(string name)
    {
        foreach ((string own, SearchMetric metric) in Named)
        {
            if (own == name)
            {
                return metric;
            }
        }

        return null;
    }

    public static string NameOf(SearchMetric metric) =>
        Named.First(item => item.Metric == metric).Name;

    /// <summary>What materials are compared by when nothing is said.</summary>
    public static SearchMetric Usual(FingerprintSet set) => set.Encoding == VectorEncoding.Bits
        ? SearchMetric.Tanimoto
        : SearchMetric.Euclidean;

    /// <summary>Those that have a meaning for a set.</summary>
    public static IEnumerable<string> Of(FingerprintSet set) =>
        Named.Where(item => set.Space.Allows(item.Metric)).Select(item => item.Name);

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
