using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Optimade;

/// <summary>
/// A filter of the standard as one of the catalog: names of properties are put in the words of the
/// catalog, the rest of the language is common.
/// </summary>
internal static partial class OptimadeFilter
{
    // Of every material, and of none: each has an id.
    private const string Always = " id is known ", Never = " id is unknown ";

    private static readonly string[] Times =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="modified">When all structures were changed last.</param>
    /// <param name="warnings">Gets what was understood otherwise than it may have been meant.
    /// </param>
    /// <exception cref="RequestException">
    /// It is no filter, or asks what cannot be asked.
    /// </exception>
    public static Filter? Parse(
        string? text,
        ImmutableArray<OptimadeProperty> properties,
        DateTimeOffset modified,
        List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string translated = Translate(text, properties, modified, warnings);
        try
        {
            return FilterParser.Parse(translated);
        }
        catch (FilterSyntaxException e)
        {
            throw RequestException.Invalid($"filter: {e.Problem}");
        }
    }

    private static string Translate(
        string text,
        ImmutableArray<OptimadeProperty> properties,
        DateTimeOffset modified,
        List<string> warnings)
    {
        var translated = new StringBuilder();
        int end = 0;
        foreach (Match word in Piece().Matches(text))
        {
            translated.Append(text, end, word.Index - end);
            end = word.Index + word.Length;
            translated.Append(Translate(word, properties, modified, warnings));
        }

        return translated.Append(text, end, text.Length - end).ToString();
    }

    private static string Translate(
        Match word,
        ImmutableArray<OptimadeProperty> properties,
        DateTimeOffset modified,
        List<string> warnings)
    {
        string Of(string group) => word.Groups[group].Value;
        bool Has(string group) => word.Groups[group].Success;
        return Has("name") ? NameOf(word.Value, properties, warnings)
            : Has("after") ? WhetherModified(Of("after"), Of("when"), modified)
            : Has("before") ? WhetherModified(Mirrored(Of("before")), Of("since"), modified)
            : Has("known") ? Always
            : Has("unknown") ? Never
            : word.Value;
    }

    private static string NameOf(
        string name, ImmutableArray<OptimadeProperty> properties, List<string> warnings)
    {
        if (properties.FirstOrDefault(property => property.Name == name) is { } known)
        {
            return known.Filter ?? throw new RequestException(
                StatusCodes.Status501NotImplemented,
                $"filter: {name} cannot be asked for here");
        }

        if (name.StartsWith('_'))
        {
            // Of another provider, or nobody's: unknown of every structure, as the standard says.
            warnings.Add($"no structure has a property {name}");
            return name;
        }

        throw RequestException.Invalid($"filter: the standard knows no property {name}");
    }

    /// <summary>One time for all structures: they are compared before they are looked at.</summary>
    private static string WhetherModified(string comparison, string time, DateTimeOffset modified)
    {
        if (!DateTimeOffset.TryParseExact(
            time, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset asked))
        {
            throw RequestException.Invalid(
                "filter: last_modified is compared with times as \"2026-11-29T00:00:00Z\"");
        }

        int order = modified.CompareTo(asked);
        bool holds = comparison switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
        return holds ? Always : Never;
    }

    /// <summary>The same with the sides exchanged.</summary>
    private static string Mirrored(string comparison) =>
        comparison.Replace('<', '?').Replace('>', '<').Replace('?', '>');

    /// <summary>
    /// Comparisons of last_modified with a time on either side, texts, words that begin with a
    /// capital or a digit (keywords, numbers), and names.
    /// </summary>
    [GeneratedRegex(
        """
        last_modified \s* (?<after> [<>]=? | !?= ) \s* "(?<when>[^"\\]*)"
        | "(?<since>[^"\\]*)" \s* (?<before> [<>]=? | !?= ) \s* last_modified\b
        | last_modified \s+ IS \s+ (?: (?<known>KNOWN) | (?<unknown>UNKNOWN) ) \b
        | "(\\.|[^"\\])*"
        | [A-Z0-9][A-Za-z0-9_.]*
        | (?<name>[a-z_][A-Za-z0-9_]*)
        """,
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
            | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Piece();
}
