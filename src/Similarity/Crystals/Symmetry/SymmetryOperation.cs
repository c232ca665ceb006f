using System.Globalization;
using System.Text;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A symmetry operation x → W x + w on fractional coordinates taken as columns. W is an integer
/// matrix with determinant ±1; w is kept as given (<see cref="Wrapped"/> brings it into [0, 1)³).
/// </summary>
public readonly record struct SymmetryOperation(IntegerMatrix3D Rotation, Vector3D Translation)
{
    public static SymmetryOperation Identity { get; } = new(IntegerMatrix3D.Identity, default);

    /// <summary>The inverse: x → W⁻¹ x − W⁻¹ w.</summary>
    public SymmetryOperation Inverse => new(Rotation.Inverse, -(Rotation.Inverse * Translation));

    /// <summary>The same operation up to lattice vectors, each component of w in [0, 1).</summary>
    public SymmetryOperation Wrapped => this with { Translation = FractionalPosition.Wrap(Translation) };

    public Vector3D Apply(Vector3D position) => Rotation * position + Translation;

    /// <summary>First the right operation, then the left one.</summary>
    public static SymmetryOperation operator *(SymmetryOperation left, SymmetryOperation right) =>
        new(left.Rotation * right.Rotation, left.Apply(right.Translation));

    /// <summary>The triplet of the International Tables, e.g. "-y,x-y,z+1/3".</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int row = 0; row < 3; row++)
        {
            text.Append(row == 0 ? "" : ",");
            int start = text.Length;
            for (int column = 0; column < 3; column++)
            {
                int factor = Rotation[row, column];
                if (factor != 0)
                {
                    text.Append(factor < 0 ? "-" : text.Length > start ? "+" : "");
                    text.Append(Math.Abs(factor) == 1 ? "" : Math.Abs(factor).ToString(CultureInfo.InvariantCulture));
                    text.Append("xyz"[column]);
                }
            }

            AppendShift(text, Translation[row]);
        }

        return text.ToString();
    }

    private static void AppendShift(StringBuilder text, double shift)
    {
        // Twelfths are all that exact space groups need; anything else is a measured number.
        double twelfths = Math.Round(12 * shift);
        if (twelfths == 0 && Math.Abs(shift) < 1e-9)
        {
            return;
        }

        text.Append(shift < 0 ? '-' : '+');
        if (Math.Abs(12 * shift - twelfths) < 1e-9)
        {
            int numerator = (int)Math.Abs(twelfths);
            int divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, 12);
            text.Append(CultureInfo.InvariantCulture, $"{numerator / divisor}");
            text.Append(divisor == 12 ? "" : string.Create(CultureInfo.InvariantCulture, $"/{12 / divisor}"));
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Abs(shift):0.######}");
        }
    }
}
