using System.Buffers;
using System.Globalization;
using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>Texts of filters: which there are, how they are written and ordered.</summary>
internal static class FilterText
{
    // Those below the blank that are white space in OPTIMADE stay; no store keeps all the others.
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(code => (char)code).Except("\t\n\v\f\r"), '\u007f']);

    /// <summary>
    /// The first character that a text must not have, a control or half a surrogate pair; −1
    /// without one.
    /// </summary>
    public static int Invalid(string text)
    {
        int control = text.AsSpan().IndexOfAny(Refused);
        for (int i = 0; i < text.Length; i++)
        {
            if (i == control)
            {
                return i;
            }

            if (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i))
            {
                return i;
            }

            i += char.IsSurrogate(text[i]) ? 1 : 0;
        }

        return -1;
    }

    public static string Checked(string text) => Invalid(text) < 0
        ? text
        : throw new ArgumentException("a text holds no controls and no halves of characters");

    public static double Checked(double number) => double.IsFinite(number)
        ? number
        : throw new ArgumentOutOfRangeException(nameof(number), number, "a number is finite");

    /// <summary>In double quotes, as OPTIMADE has it.</summary>
    public static StringBuilder AppendQuoted(this StringBuilder builder, string text)
    {
        builder.Append('"');
        foreach (char character in text)
        {
            builder.Append(character is '"' or '\\' ? "\\" : "").Append(character);
        }

        return builder.Append('"');
    }

    public static StringBuilder AppendNumber(this StringBuilder builder, double number) =>
        builder.Append(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>
    /// The sign of left − right by the bytes of their UTF-8. That order is the one of code points:
    /// of UTF-16, only surrogates are out of it.
    /// </summary>
    public static int Compare(string left, string right)
    {
        int i = left.AsSpan().CommonPrefixLength(right);
        if (i == left.Length || i == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        bool isHigh = char.IsSurrogate(left[i]);
        return isHigh == char.IsSurrogate(right[i])
            ? left[i].CompareTo(right[i])
            : isHigh ? 1 : -1;
    }
}
