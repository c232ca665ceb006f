using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>target[l][n₁][n₂] = scale · factor_l Σ_m a[lm][n₁] b[lm][n₂].</summary>
internal sealed class PowerSpectrumProduct(double[] factors, int functions, int stride)
{
    private const int Lanes = 4;

    /// <param name="a">[l² + l + m][n padded].</param>
    public void Multiply(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, double scale, Span<double> target)
    {
        ref double left = ref MemoryMarshal.GetReference(a);
        ref double right = ref MemoryMarshal.GetReference(b);
        for (int l = 0; l < factors.Length; l++)
        {
            Vector256<double> factor = Vector256.Create(scale * factors[l]);
            int first = l * l * stride, end = (l + 1) * (l + 1) * stride;
            for (int n1 = 0; n1 < functions; n1 += Lanes)
            {
                for (int n2 = 0; n2 < functions; n2 += Lanes)
                {
                    Vector256<double> p0 = Vector256<double>.Zero, p1 = p0, p2 = p0, p3 = p0;
                    for (int m = first; m < end; m += stride)
                    {
                        Vector256<double> x = Vector256.LoadUnsafe(ref left, (nuint)(m + n1));
                        Vector256<double> y = Vector256.LoadUnsafe(ref right, (nuint)(m + n2));
                        p0 = Vector256.MultiplyAddEstimate(Vector256.Create(x[0]), y, p0);
                        p1 = Vector256.MultiplyAddEstimate(Vector256.Create(x[1]), y, p1);
                        p2 = Vector256.MultiplyAddEstimate(Vector256.Create(x[2]), y, p2);
                        p3 = Vector256.MultiplyAddEstimate(Vector256.Create(x[3]), y, p3);
                    }

                    Span<double> tile = target[((l * functions + n1) * functions + n2)..];
                    int rows = functions - n1;
                    Store(factor * p0, tile, n2);
                    if (rows > 1)
                    {
                        Store(factor * p1, tile[functions..], n2);
                    }

                    if (rows > 2)
                    {
                        Store(factor * p2, tile[(2 * functions)..], n2);
                    }

                    if (rows > 3)
                    {
                        Store(factor * p3, tile[(3 * functions)..], n2);
                    }
                }
            }
        }
    }

    /// <summary>target += the same with n₁ and n₂ exchanged; of square blocks.</summary>
    public void AddTransposed(ReadOnlySpan<double> block, Span<double> target)
    {
        for (int l = 0; l < factors.Length; l++)
        {
            int first = l * functions * functions;
            for (int n1 = 0; n1 < functions; n1++)
            {
                for (int n2 = 0; n2 < functions; n2++)
                {
                    target[first + n1 * functions + n2] +=
                        block[first + n1 * functions + n2] + block[first + n2 * functions + n1];
                }
            }
        }
    }

    /// <summary>The part of four numbers from n₂ on that a row of the matrix has.</summary>
    private void Store(Vector256<double> four, Span<double> to, int n2)
    {
        if (functions - n2 >= Lanes)
        {
            four.CopyTo(to);
            return;
        }

        for (int i = 0; i < functions - n2; i++)
        {
            to[i] = four[i];
        }
    }
}
