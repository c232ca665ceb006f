using System.Text;
using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>Filters at the bounds of what the parser accepts.</summary>
internal static class LargeFilters
{
    /// <summary>As deep as can be, and wide at each depth; it lets a material "a" pass.</summary>
    public static string Deep()
    {
        int width = FilterParser.MostTerms / FilterParser.DeepestNesting / 2 - 1;
        var text = new StringBuilder("id = 'a'");
        for (int depth = 0; depth < FilterParser.DeepestNesting; depth++)
        {
            string alternatives = string.Join(" or ", Enumerable.Repeat("q", width));
            string phrases = string.Join(" and ", Enumerable.Repeat("id", width));
            text.Insert(0, $"{alternatives} or {phrases} and (").Append(')');
        }

        return text.ToString();
    }
}
