using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>
/// Sums of coefficients over m, for all l, n₁ and n₂: target[l][n₁][n₂] = s_l Σ_m a[lm][n₁]
/// b[lm][n₂].
/// </summary>
/// <remarks>
/// Tiles of four n₁ and eight n₂ keep eight sums under way, which the latency of a
/// multiplication needs; one n₁ at a time comes from memory to all lanes, which is cheaper than
/// from another register.
/// </remarks>
internal sealed class PowerSpectrumProduct(double[] factors, int functions, int stride)
{
    private const int Lanes = 4;

    /// <param name="a">[l² + l + m][n padded].</param>
    /// <param name="scale">s_l = scale · factor of l.</param>
    public void Multiply(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, double scale, Span<double> target)
    {
        ref double left = ref MemoryMarshal.GetReference(a);
        ref double right = ref MemoryMarshal.GetReference(b);
        for (int l = 0; l < factors.Length; l++)
        {
            Vector256<double> factor = Vector256.Create(scale * factors[l]);
            Span<double> block = target.Slice(l * functions * functions, functions * functions);
            nuint first = (nuint)(l * l * stride), end = (nuint)((l + 1) * (l + 1) * stride);
            for (int n1 = 0; n1 < functions; n1 += Lanes)
            {
                int n2 = 0;
                for (; n2 + Lanes < functions; n2 += 2 * Lanes)
                {
                    Vector256<double> p0 = Vector256<double>.Zero, p1 = p0, p2 = p0, p3 = p0;
                    Vector256<double> q0 = p0, q1 = p0, q2 = p0, q3 = p0;
                    for (nuint m = first; m < end; m += (nuint)stride)
                    {
                        ref double x = ref Unsafe.Add(ref left, m + (nuint)n1);
                        Vector256<double> y = Vector256.LoadUnsafe(ref right, m + (nuint)n2);
                        Vector256<double> z =
                            Vector256.LoadUnsafe(ref right, m + (nuint)(n2 + Lanes));
                        Add(ref x, y, ref p0, ref p1, ref p2, ref p3);
                        Add(ref x, z, ref q0, ref q1, ref q2, ref q3);
                    }

                    Store(factor, p0, p1, p2, p3, block, n1, n2);
                    Store(factor, q0, q1, q2, q3, block, n1, n2 + Lanes);
                }

                if (n2 < functions)
                {
                    Vector256<double> p0 = Vector256<double>.Zero, p1 = p0, p2 = p0, p3 = p0;
                    for (nuint m = first; m < end; m += (nuint)stride)
                    {
                        ref double x = ref Unsafe.Add(ref left, m + (nuint)n1);
                        Vector256<double> y = Vector256.LoadUnsafe(ref right, m + (nuint)n2);
                        Add(ref x, y, ref p0, ref p1, ref p2, ref p3);
                    }

                    Store(factor, p0, p1, p2, p3, block, n1, n2);
                }
            }
        }
    }

    /// <summary>
    /// target[l][n₁][n₂] = factor_l Σ_m (a[lm][n₁] b[lm][n₂] + b[lm][n₁] a[lm][n₂]).
    /// </summary>
    public void MultiplyBoth(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        ref double left = ref MemoryMarshal.GetReference(a);
        ref double right = ref MemoryMarshal.GetReference(b);
        for (int l = 0; l < factors.Length; l++)
        {
            Vector256<double> factor = Vector256.Create(factors[l]);
            Span<double> block = target.Slice(l * functions * functions, functions * functions);
            nuint first = (nuint)(l * l * stride), end = (nuint)((l + 1) * (l + 1) * stride);
            for (int n1 = 0; n1 < functions; n1 += Lanes)
            {
                for (int n2 = 0; n2 < functions; n2 += Lanes)
                {
                    Vector256<double> p0 = Vector256<double>.Zero, p1 = p0, p2 = p0, p3 = p0;
                    Vector256<double> q0 = p0, q1 = p0, q2 = p0, q3 = p0;
                    for (nuint m = first; m < end; m += (nuint)stride)
                    {
                        nuint row = m + (nuint)n1, column = m + (nuint)n2;
                        Add(
                            ref Unsafe.Add(ref left, row),
                            Vector256.LoadUnsafe(ref right, column),
                            ref p0, ref p1, ref p2, ref p3);
                        Add(
                            ref Unsafe.Add(ref right, row),
                            Vector256.LoadUnsafe(ref left, column),
                            ref q0, ref q1, ref q2, ref q3);
                    }

                    Store(factor, p0 + q0, p1 + q1, p2 + q2, p3 + q3, block, n1, n2);
                }
            }
        }
    }

    /// <summary>pᵢ += xᵢ y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref double x,
        Vector256<double> y,
        ref Vector256<double> p0,
        ref Vector256<double> p1,
        ref Vector256<double> p2,
        ref Vector256<double> p3)
    {
        p0 = Vector256.MultiplyAddEstimate(Vector256.Create(x), y, p0);
        p1 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 1)), y, p1);
        p2 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 2)), y, p2);
        p3 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 3)), y, p3);
    }

    /// <summary>The part of a tile from (n₁, n₂) on that the matrix has.</summary>
    private void Store(
        Vector256<double> factor,
        Vector256<double> p0,
        Vector256<double> p1,
        Vector256<double> p2,
        Vector256<double> p3,
        Span<double> block,
        int n1,
        int n2)
    {
        int rows = functions - n1;
        StoreRow(factor * p0, block[(n1 * functions + n2)..], n2);
        if (rows > 1)
        {
            StoreRow(factor * p1, block[((n1 + 1) * functions + n2)..], n2);
        }

        if (rows > 2)
        {
            StoreRow(factor * p2, block[((n1 + 2) * functions + n2)..], n2);
        }

        if (rows > 3)
        {
            StoreRow(factor * p3, block[((n1 + 3) * functions + n2)..], n2);
        }
    }

    private void StoreRow(Vector256<double> four, Span<double> to, int n2)
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
