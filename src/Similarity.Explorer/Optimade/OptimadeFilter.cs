using System.Collections.Immutable;
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
    /// <param name="warnings">Gets what was understood otherwise than it may have been meant.
    /// </param>
    /// <exception cref="RequestException">
    /// It is no filter, or asks what cannot be asked.
    /// </exception>
    public static Filter? Parse(
        string? text, ImmutableArray<OptimadeProperty> properties, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        string translated = Translate(text, properties, warnings);
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
        string text, ImmutableArray<OptimadeProperty> properties, List<string> warnings)
    {
        var translated = new StringBuilder();
        int end = 0;
        foreach (Match word in Piece().Matches(text))
        {
            translated.Append(text, end, word.Index - end);
            end = word.Index + word.Length;
            translated.Append(word.Groups["name"].Success
                ? NameOf(word.Value, properties, warnings)
                : word.Value);
        }

        return translated.Append(text, end, text.Length - end).ToString();
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

    /// <summary>
    /// Texts, words that begin with a capital or a digit (keywords, numbers), and names.
    /// </summary>
    [GeneratedRegex(
        """
        "(\\.|[^"\\])*"|[A-Z0-9][A-Za-z0-9_.]*|(?<name>[a-z_][A-Za-z0-9_]*)
        """,
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Piece();
}
