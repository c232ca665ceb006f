using System.Globalization;
using System.Numerics;
using System.Text;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Operations as the International Tables write them, "-y,x-y,z+1/3": one sum for each coordinate
/// of the letters x, y, z and a number.
/// </summary>
internal static class SymmetryTriplet
{
    // Twelfths are all that tabulated groups need; anything else is a measured number.
    private const double Exactness = 1e-9;

    // Files write 1/3 as 0.3333; groups on doubled cells have twenty-fourths.
    private const int ReadDenominator = 24;
    private const double ReadRounding = 1e-3;

    // Far beyond any cell in use, far below what overflows a determinant.
    private const int LargestFactor = 100;

    public static string Of(SymmetryOperation operation)
    {
        var text = new StringBuilder();
        for (int row = 0; row < 3; row++)
        {
            text.Append(row == 0 ? "" : ",");
            int start = text.Length;
            for (int column = 0; column < 3; column++)
            {
                int factor = operation.Rotation[row, column];
                if (factor != 0)
                {
                    text.Append(factor < 0 ? "-" : text.Length > start ? "+" : "");
                    string size = Math.Abs(factor).ToString(CultureInfo.InvariantCulture);
                    text.Append(size == "1" ? "" : size).Append("xyz"[column]);
                }
            }

            AppendShift(text, operation.Translation[row]);
        }

        return text.ToString();
    }

    /// <summary>Also with spaces, capitals, factors ("+1*x") and decimals, in any order.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SymmetryOperation operation)
    {
        operation = default;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, ',') != 3
            || !TryParseSum(text[parts[0]], out IntegerVector3D x, out double xShift)
            || !TryParseSum(text[parts[1]], out IntegerVector3D y, out double yShift)
            || !TryParseSum(text[parts[2]], out IntegerVector3D z, out double zShift))
        {
            return false;
        }

        operation = new(new(x, y, z), new(xShift, yShift, zShift));
        return operation.Rotation.Determinant is 1 or -1;
    }

    private static void AppendShift(StringBuilder text, double shift)
    {
        double twelfths = Math.Round(12 * shift);
        if (Math.Abs(12 * shift - twelfths) < Exactness)
        {
            int numerator = (int)Math.Abs(twelfths);
            int divisor = (int)BigInteger.GreatestCommonDivisor(numerator, 12);
            string denominator = divisor == 12 ? "" : $"/{12 / divisor}";
            text.Append(numerator == 0 ? "" : shift < 0 ? "-" : "+");
            text.Append(numerator == 0 ? "" : $"{numerator / divisor}{denominator}");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{shift:+0.######;-0.######;#}");
        }
    }

    private static bool TryParseSum(
        ReadOnlySpan<char> text, out IntegerVector3D row, out double shift)
    {
        Span<double> factors = stackalloc double[3];
        shift = 0;
        row = default;
        text = text.Trim();
        do
        {
            // A term: a sign, then a number, a letter, or a number times a letter.
            double sign = 1;
            if (text is ['+' or '-', ..])
            {
                sign = text[0] == '-' ? -1 : 1;
                text = text[1..].TrimStart();
            }

            bool hasNumber = TryTakeNumber(ref text, out double number);
            text = text.TrimStart();
            if (hasNumber && text is ['*', ..])
            {
                text = text[1..].TrimStart();
            }

            int axis = text.IsEmpty ? -1 : "xyzXYZ".IndexOf(text[0], StringComparison.Ordinal);
            if (axis >= 0)
            {
                factors[axis % 3] += sign * (hasNumber ? number : 1);
                text = text[1..].TrimStart();
            }
            else if (hasNumber)
            {
                shift += sign * number;
            }
            else
            {
                return false;
            }
        }
        while (text is ['+' or '-', ..]);

        shift = SimplestFraction(shift);
        row = new((int)factors[0], (int)factors[1], (int)factors[2]);
        return text.IsEmpty && double.IsFinite(shift)
            && IsFactor(factors[0]) && IsFactor(factors[1]) && IsFactor(factors[2]);
    }

    private static bool IsFactor(double factor) =>
        Math.Abs(factor) <= LargestFactor && factor == Math.Round(factor);

    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, out double number)
    {
        if (!TryTakeDecimal(ref text, out number))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text.TrimStart();
        if (rest is not ['/', ..])
        {
            return true;
        }

        rest = rest[1..].TrimStart();
        if (!TryTakeDecimal(ref rest, out double denominator) || denominator == 0)
        {
            return false;
        }

        number /= denominator;
        text = rest;
        return true;
    }

    private static bool TryTakeDecimal(ref ReadOnlySpan<char> text, out double number)
    {
        int length = text.IndexOfAnyExcept("0123456789.");
        ReadOnlySpan<char> digits = length < 0 ? text : text[..length];
        text = text[digits.Length..];
        return double.TryParse(
            digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static double SimplestFraction(double shift)
    {
        double nearest = Math.Round(shift * ReadDenominator) / ReadDenominator;
        return Math.Abs(shift - nearest) < ReadRounding ? nearest : shift;
    }
}
