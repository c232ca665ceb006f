using System.Globalization;

namespace Similarity.Formats;

/// <summary>
/// Numbers in the fixed columns of Fortran programs, which touch when they fill their columns:
/// "-10.1234-100.1234" are two numbers of four decimals.
/// </summary>
internal static class FortranNumbers
{
    /// <summary>Appends the numbers of a line, each with the given count of decimals.</summary>
    public static void AddFixed(
        List<double> numbers, ReadOnlySpan<char> line, int decimals, FilePlace place)
    {
        for (ReadOnlySpan<char> rest = line.Trim(); !rest.IsEmpty;)
        {
            int end = rest.IndexOf('.') + 1 + decimals;
            if (end <= decimals || end > rest.Length)
            {
                throw place.Error($"expected numbers with {decimals} decimals, found "
                    + $"'{FilePlace.Excerpt(rest)}'");
            }

            numbers.Add(place.Number(rest[..end], "a number in its column"));
            rest = rest[end..].TrimStart();
        }
    }

    /// <summary>The numbers between spaces; as many as asked for.</summary>
    public static double[] Row(ReadOnlySpan<char> line, int count, FilePlace place)
    {
        double[] numbers = new double[count];
        int found = 0;
        foreach (Range range in line.Trim().SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> token = line.Trim()[range];
            if (token.IsEmpty)
            {
                continue;
            }

            if (found < count)
            {
                numbers[found] = place.Number(token, "a number");
            }

            found++;
        }

        return found == count
            ? numbers
            : throw place.Error(string.Create(
                CultureInfo.InvariantCulture, $"expected {count} numbers, found {found} fields"));
    }

    /// <summary>Fortran drops the E of an exponent with three digits: "0.12345-100".</summary>
    public static double Exponential(ReadOnlySpan<char> text, FilePlace place)
    {
        int sign = text.LastIndexOfAny('-', '+');
        return sign > 0 && char.IsAsciiDigit(text[sign - 1])
            ? place.Number($"{text[..sign]}E{text[sign..]}", "a value")
            : place.Number(text, "a value");
    }
}
