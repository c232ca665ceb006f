using System.Collections.Concurrent;
using System.Numerics;

namespace Similarity.DensityModels.AtomCentred.Equivariants;

/// <summary>
/// The coupling C^{LM}_{l₁m₁,l₂m₂} of real harmonics without the phase of Condon and Shortley:
/// with Y_real = U Y_complex it is Σ U*U*⟨l₁ a l₂ b|L c⟩U, real when l₁ + l₂ + L is even and
/// imaginary, of which the imaginary part is kept, when it is odd. Orthonormal: Σ C^{LM} C^{L'M'} =
/// δ_{LL'} δ_{MM'}.
/// </summary>
public sealed class RealClebschGordan
{
    private static readonly ConcurrentDictionary<(int, int, int), RealClebschGordan> Known = [];

    private readonly double[] values;

    private RealClebschGordan(int l1, int l2, int l)
    {
        (L1, L2, L) = (l1, l2, l);
        values = new double[(2 * l1 + 1) * (2 * l2 + 1) * (2 * l + 1)];
        bool isReal = (l1 + l2 + l) % 2 == 0;
        for (int m1 = -l1; m1 <= l1; m1++)
        {
            for (int m2 = -l2; m2 <= l2; m2++)
            {
                for (int m = -l; m <= l; m++)
                {
                    Complex value = Sum(m1, m2, m);
                    values[Index(m1, m2, m)] = isReal ? value.Real : value.Imaginary;
                }
            }
        }
    }

    public int L1 { get; }

    public int L2 { get; }

    public int L { get; }

    /// <summary>C^{LM}_{l₁m₁,l₂m₂}.</summary>
    public double this[int m1, int m2, int m] => values[Index(m1, m2, m)];

    /// <summary>The table of (l₁, l₂, L), made once.</summary>
    public static RealClebschGordan Of(int l1, int l2, int l)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(l1);
        ArgumentOutOfRangeException.ThrowIfNegative(l2);
        if (l < Math.Abs(l1 - l2) || l > l1 + l2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(l), l, $"{l1} and {l2} couple to {Math.Abs(l1 - l2)} … {l1 + l2}");
        }

        return Known.GetOrAdd((l1, l2, l), key => new(key.Item1, key.Item2, key.Item3));
    }

    private int Index(int m1, int m2, int m) =>
        ((m1 + L1) * (2 * L2 + 1) + m2 + L2) * (2 * L + 1) + m + L;

    private Complex Sum(int m1, int m2, int m)
    {
        // Each row of U has the two columns ±m only.
        Complex sum = 0;
        foreach (int a in (ReadOnlySpan<int>)(m1 == 0 ? [0] : [-m1, m1]))
        {
            foreach (int b in (ReadOnlySpan<int>)(m2 == 0 ? [0] : [-m2, m2]))
            {
                if (Math.Abs(a + b) == Math.Abs(m))
                {
                    sum += Complex.Conjugate(Component(m1, a) * Component(m2, b))
                        * Component(m, a + b)
                        * ClebschGordan.Coefficient(L1, a, L2, b, L, a + b);
                }
            }
        }

        return sum;
    }

    /// <summary>U: the component of the real harmonic m along the complex one.</summary>
    private static Complex Component(int real, int complex)
    {
        int m = Math.Abs(real);
        double sign = m % 2 == 0 ? 1 : -1;
        return (real, complex >= 0) switch
        {
            (0, _) => 1,
            ( > 0, true) => sign * Math.Sqrt(0.5),
            ( > 0, false) => Math.Sqrt(0.5),
            (_, true) => new Complex(0, -sign * Math.Sqrt(0.5)),
            _ => new Complex(0, Math.Sqrt(0.5)),
        };
    }
}
