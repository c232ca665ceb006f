using System.Text.RegularExpressions;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Api;

/// <summary>What is wrong with the text of a filter, and where.</summary>
internal static partial class FilterProblems
{
    public static TextProblem Of(string text, FilterSyntaxException e) =>
        At(text, e.Column - 1, e.Problem);

    /// <summary>
    /// What is probably not meant: names that no material has, symbols of none, gaps where there
    /// are structures alone.
    /// </summary>
    public static TextProblem[] Warnings(string? where, CatalogView view)
    {
        if (string.IsNullOrWhiteSpace(where))
        {
            return [];
        }

        IEnumerable<string> known = view.Properties.Select(property => property.Name)
            .Where(FilterProperty.IsUserName);
        ParsedFilter parsed = FilterParser.Parse(where, known);
        TextProblem[] warnings =
        [
            .. parsed.Warnings.Select(warning => At(where, warning.Column - 1, warning.Message)),
        ];
        return parsed.Properties.Contains(FilterProperty.GapEv)
            && view.Materials.All(material => material.GapEv is null)
            ? [.. warnings, At(where, Gap().Match(where).Index, FilterWarning.NoGaps)]
            : warnings;
    }

    private static TextProblem At(string text, int column, string message)
    {
        int start = Math.Clamp(column, 0, text.Length);
        Match piece = Piece().Match(text, start);
        return new TextProblem(start, piece.Success ? piece.Length : 0, message);
    }

    [GeneratedRegex(@"\G(\w+|\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();

    [GeneratedRegex(
        @"\b(band_?)?gap(_ev)?\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Gap();
}
