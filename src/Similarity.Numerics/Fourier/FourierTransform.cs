using System.Numerics;

namespace Similarity.Numerics.Fourier;

/// <summary>
/// X_k = Σ_n x_n e^(−2πi kn/N), or with + for the inverse, which is not divided by N. N is split
/// into its prime factors p (Cooley and Tukey, mixed radix), at a cost of N Σp: fast for the
/// lengths that plane-wave programs choose, correct for all. Not shared between threads.
/// </summary>
public sealed class FourierTransform
{
    private readonly int[] factors;
    private readonly Complex[] roots;
    private readonly Complex[] work;
    private readonly Complex[] column;

    public FourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        factors = Factors(length);
        roots = new Complex[length];
        for (int k = 0; k < length; k++)
        {
            (double sine, double cosine) = Math.SinCos(-2 * Math.PI * k / length);
            roots[k] = new Complex(cosine, sine);
        }

        work = new Complex[length];
        column = new Complex[factors.Length == 0 ? 1 : factors.Max()];
    }

    public int Length { get; }

    /// <summary>In place.</summary>
    public void Transform(Span<Complex> values, bool inverse = false)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Length, nameof(values));
        if (inverse)
        {
            // The conjugate of the transform of the conjugate.
            Conjugate(values);
        }

        values.CopyTo(work);
        Recurse(work, 1, values, 0);
        if (inverse)
        {
            Conjugate(values);
        }
    }

    /// <summary>
    /// The transform of x_n = from[n·stride], n &lt; to.Length = p m: of the p interleaved parts, m
    /// long each, combined by X_{k + m j} = Σ_q (e^(−2πi qk/(pm)) X⁽q⁾_k) e^(−2πi qj/p).
    /// </summary>
    private void Recurse(ReadOnlySpan<Complex> from, int stride, Span<Complex> to, int factor)
    {
        if (to.Length == 1)
        {
            to[0] = from[0];
            return;
        }

        int p = factors[factor], m = to.Length / p;
        for (int q = 0; q < p; q++)
        {
            Recurse(from[(q * stride)..], stride * p, to.Slice(q * m, m), factor + 1);
        }

        // Of the N roots of unity, those of order to.Length are every stride-th.
        for (int k = 0; k < m; k++)
        {
            for (int q = 0; q < p; q++)
            {
                column[q] = to[q * m + k] * roots[q * k * stride];
            }

            for (int j = 0; j < p; j++)
            {
                Complex sum = column[0];
                for (int q = 1; q < p; q++)
                {
                    sum += column[q] * roots[q * j % p * m * stride];
                }

                to[j * m + k] = sum;
            }
        }
    }

    private static void Conjugate(Span<Complex> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Complex.Conjugate(values[i]);
        }
    }

    private static int[] Factors(int length)
    {
        var factors = new List<int>();
        for (int p = 2; length > 1; p++)
        {
            for (; length % p == 0; length /= p)
            {
                factors.Add(p);
            }
        }

        return [.. factors];
    }
}
