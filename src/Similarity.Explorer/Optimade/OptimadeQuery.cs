using System.Globalization;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Optimade;

/// <summary>The parameters of a request for structures, as the standard has them.</summary>
internal sealed record OptimadeQuery(
    string? Filter,
    string? Sort,
    IReadOnlyList<string>? Fields,
    int Limit,
    int Offset,
    string? NeighboursOf,
    string? Kind,
    string? Metric)
{
    private const int UsualLimit = 20, MostLimit = 500;

    private static readonly string[] Known =
    [
        "filter", "response_format", "email_address", "response_fields", "sort", "page_limit",
        "page_offset", "page_number", "include", "api_hint",
        OptimadeProperty.Prefix + "neighbours_of", OptimadeProperty.Prefix + "kind",
        OptimadeProperty.Prefix + "metric",
    ];

    /// <exception cref="RequestException">A parameter is not what the standard has.</exception>
    public static OptimadeQuery Parse(IQueryCollection query, List<string> warnings)
    {
        foreach ((string name, var values) in query)
        {
            if (values.Count > 1)
            {
                throw RequestException.Invalid($"{QueryRules.Shown(name)}: given twice");
            }

            if (!Known.Contains(name))
            {
                if (!name.StartsWith('_'))
                {
                    throw RequestException.Invalid(
                        $"'{QueryRules.Shown(name)}' is no parameter of the standard that is "
                        + "served here");
                }

                warnings.Add($"the parameter {QueryRules.Shown(name)} means nothing here");
            }
        }

        if (Text(query, "response_format") is { } format && format != "json")
        {
            throw RequestException.Invalid("response_format: only json is served");
        }

        if (Text(query, "include") is { Length: > 0 } include && include != "references")
        {
            throw RequestException.Invalid("include: there is nothing to be included");
        }

        if (Text(query, "api_hint") is { } hint && hint is not ("v1" or "v1.2" or "v1.1" or "v1.0"))
        {
            warnings.Add("api_hint: only version 1 is served");
        }

        int limit = Whole(query, "page_limit", UsualLimit);
        if (limit > MostLimit)
        {
            throw RequestException.Forbidden($"page_limit: at most {MostLimit}");
        }

        int page = Whole(query, "page_number", 1);
        return new OptimadeQuery(
            Text(query, "filter"),
            Text(query, "sort"),
            Text(query, "response_fields")?.Split(','),
            limit,
            query.ContainsKey("page_number")
                ? checked((int)Math.Min(int.MaxValue, (long)Math.Max(0, page - 1) * limit))
                : Whole(query, "page_offset", 0),
            Text(query, OptimadeProperty.Prefix + "neighbours_of"),
            Text(query, OptimadeProperty.Prefix + "kind"),
            Text(query, OptimadeProperty.Prefix + "metric"));
    }

    private static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() : null;

    private static int Whole(IQueryCollection query, string name, int usual) =>
        Text(query, name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw RequestException.Invalid(
                $"{name}: expected a whole number, not '{QueryRules.Shown(text)}'");
}
