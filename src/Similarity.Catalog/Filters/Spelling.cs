using Similarity.Crystals;

namespace Similarity.Catalog.Filters;

/// <summary>What was probably meant by a name that there is not.</summary>
internal static class Spelling
{
    private const int MostChanges = 2;

    /// <summary>
    /// The candidate that two changes of letters at most, and fewer than half of them, make of a
    /// name; capitals count for nothing. Of several the nearest, then the first by letter.
    /// </summary>
    public static string? Nearest(string name, IReadOnlyCollection<string> candidates) =>
        candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= MostChanges)
            .Select(candidate => (candidate, Changes: Changes(name, candidate)))
            .Where(pair => pair.Changes <= MostChanges && 2 * pair.Changes < name.Length)
            .OrderBy(pair => pair.Changes)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>The element whose symbol differs in capitals only.</summary>
    public static string? Capitalised(string symbol)
    {
        if (symbol.Length is < 1 or > 2)
        {
            return null;
        }

        string capitalised =
            $"{char.ToUpperInvariant(symbol[0])}{symbol[1..].ToLowerInvariant()}";
        return Element.TryParse(capitalised, out _) ? capitalised : null;
    }

    /// <summary>Letters to insert, delete or replace (Levenshtein).</summary>
    private static int Changes(string left, string right)
    {
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            var row = new int[above.Length];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                bool isSame = char.ToLowerInvariant(left[i - 1])
                    == char.ToLowerInvariant(right[j - 1]);
                row[j] = Math.Min(
                    above[j - 1] + (isSame ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
