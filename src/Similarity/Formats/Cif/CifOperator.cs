using System.Globalization;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>
/// x′ = W x + w on columns of fractional coordinates, written "-y, x-y, z+1/3": one sum per coordinate
/// of the letters x, y, z with signs or factors, and a number or fraction.
/// </summary>
internal readonly record struct CifOperator(Matrix3D Rotation, Vector3D Translation)
{
    public static CifOperator Identity { get; } = new(Matrix3D.Identity, default);

    public Vector3D Apply(Vector3D fractional) => Rotation * fractional + Translation;

    /// <summary>Reads the triplet; false if it is none or its W is no rotation of a lattice.</summary>
    public static bool TryParse(string text, out CifOperator result)
    {
        result = default;
        string[] parts = text.Split(',');
        if (parts.Length != 3)
        {
            return false;
        }

        var rows = new Vector3D[3];
        var shifts = new double[3];
        for (int i = 0; i < 3; i++)
        {
            if (!TryParseSum(parts[i], out rows[i], out shifts[i]))
            {
                return false;
            }
        }

        result = new(new(rows[0], rows[1], rows[2]), new(shifts[0], shifts[1], shifts[2]));
        return Math.Abs(result.Rotation.Determinant) == 1;
    }

    private static bool TryParseSum(ReadOnlySpan<char> text, out Vector3D row, out double shift)
    {
        var factors = new double[3];
        shift = 0;
        row = default;
        text = text.Trim();
        if (text.IsEmpty)
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            // A term: sign, then a number, a letter, or a number times a letter.
            double sign = 1;
            if (text[0] is '+' or '-')
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

            int axis = text.IsEmpty ? -1 : "xyzXYZ".IndexOf(text[0], StringComparison.Ordinal) % 3;
            if (axis >= 0)
            {
                factors[axis] += sign * (hasNumber ? number : 1);
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

            if (!text.IsEmpty && text[0] is not ('+' or '-'))
            {
                return false;
            }
        }

        row = new(factors[0], factors[1], factors[2]);
        shift = SimplestFraction(shift);
        return Array.TrueForAll(factors, factor => factor is -1 or 0 or 1);
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, out double number)
    {
        number = 0;
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
        length = length < 0 ? text.Length : length;
        ReadOnlySpan<char> digits = text[..length];
        text = text[length..];
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Translations are multiples of 1/24; "0.3333" means 1/3.</summary>
    private static double SimplestFraction(double shift)
    {
        double nearest = Math.Round(shift * 24) / 24;
        return Math.Abs(shift - nearest) < 1e-3 ? nearest : shift;
    }
}
