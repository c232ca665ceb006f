using System.Text;
using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>
/// Filters at the bounds of what the parser accepts, for databases have bounds too. All let a
/// material "a", of which nothing else is known, pass.
/// </summary>
internal static class LargeFilters
{
    public static IReadOnlyList<string> All =>
    [
        $"{Chain("or", "q", 9000)} or id = 'a'",
        $"not ({Chain("and", "q", 9000)} and q) or id",
        Chain("and", "q is unknown", 3800),
        $"{Chain("or", "elements has O", 3500)} or id",
        $"id in ({List(9000)}, 'a')",
        $"not q in ({List(9000)}) or id",
        $"elements has all ({List(9000)}) or id",
        $"elements has only ({List(9000)}) or id",
        Deep(),
    ];

    private static string Chain(string word, string condition, int length) =>
        string.Join($" {word} ", Enumerable.Repeat(condition, length));

    private static string List(int length) =>
        string.Join(',', Enumerable.Range(0, length).Select(i => $"'{i:D4}'"));

    /// <summary>As deep as can be, and wide at each depth.</summary>
    private static string Deep()
    {
        int width = FilterParser.MostTerms / FilterParser.DeepestNesting / 2 - 1;
        var text = new StringBuilder("id = 'a'");
        for (int depth = 0; depth < FilterParser.DeepestNesting; depth++)
        {
            text.Insert(0, $"{Chain("or", "q", width)} or {Chain("and", "id", width)} and (");
            text.Append(')');
        }

        return text.ToString();
    }
}
