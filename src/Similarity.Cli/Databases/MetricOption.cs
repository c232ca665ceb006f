using System.CommandLine;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Search;

namespace Similarity.Cli.Databases;

/// <summary>--metric of a search.</summary>
internal static class MetricOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--metric")
        {
            Description = $"One of {string.Join(", ", SearchMetricNames.All)} (default euclidean; "
                + "of nomad tanimoto).",
            HelpName = "M",
        };
        option.TakeOneOf([.. SearchMetricNames.All]);
        return option;
    }

    /// <param name="name">Null for the usual one of the set.</param>
    /// <exception cref="VerbException">It has no meaning for the set.</exception>
    public static SearchMetric Of(string? name, FingerprintSet set)
    {
        SearchMetric metric = name is null
            ? SearchMetricNames.Usual(set)
            : SearchMetricNames.Find(name)!.Value;
        return set.Space.Allows(metric)
            ? metric
            : throw VerbException.Usage(
                $"--metric {name} has no meaning for fingerprints {set.Kind}; expected "
                + string.Join(", ", SearchMetricNames.Of(set)));
    }
}
