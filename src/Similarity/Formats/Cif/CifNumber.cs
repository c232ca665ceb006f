using System.Globalization;

namespace Similarity.Formats.Cif;

/// <summary>
/// Numbers with an optional standard uncertainty in brackets: "1.234(5)" is 1.234.
/// </summary>
internal static class CifNumber
{
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        int bracket = text.IndexOf('(');
        if (bracket >= 0)
        {
            ReadOnlySpan<char> uncertainty = text[(bracket + 1)..];
            if (!uncertainty.EndsWith(")", StringComparison.Ordinal)
                || uncertainty[..^1].ContainsAnyExcept("0123456789."))
            {
                value = 0;
                return false;
            }

            text = text[..bracket];
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    public static double Parse(CifBlock block, string tag, CifToken token) =>
        TryParse(token.Text, out double value)
            ? value
            : throw block.Place(tag, token.Line).Error(
                $"'{FilePlace.Excerpt(token.Text)}' is not a number; expected one such as "
                    + $"1.234(5)");
}
