using System.Globalization;

namespace Similarity.Catalog.Filters;

/// <summary>
/// A text that is no filter. The message says where, what was expected there, and shows the place.
/// </summary>
public sealed class FilterSyntaxException : FormatException
{
    private const int ShownBefore = 60;
    private const int ShownAfter = 30;

    internal FilterSyntaxException(string text, int start, string problem)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"column {start + 1}: {problem}\n{Show(text, start)}"))
    {
        Column = start + 1;
        Problem = problem;
    }

    /// <summary>
    /// Of the first character that is wrong, in UTF-16 units from 1; one more than the length where
    /// more text was expected.
    /// </summary>
    public int Column { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>The text around a place on one line, and a caret below it.</summary>
    private static string Show(string text, int start)
    {
        int first = Math.Max(0, start - ShownBefore);
        int end = Math.Min(text.Length, start + ShownAfter);
        string before = (first > 0 ? "…" : "") + OneLine(text[first..start]);
        string after = OneLine(text[start..end]) + (end < text.Length ? "…" : "");
        return $"  {before}{after}\n  {new string(' ', before.Length)}^";
    }

    private static string OneLine(string text) => string.Create(
        text.Length,
        text,
        (line, source) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                char character = source[i];
                line[i] = char.IsControl(character) || char.IsSurrogate(character)
                    ? char.IsControl(character) ? ' ' : '?'
                    : character;
            }
        });
}
