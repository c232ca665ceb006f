using System.Numerics;
using System.Runtime.CompilerServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The register block of a matrix product: a tile of <see cref="Rows"/> rows by two vectors, held
/// in 12 accumulators. With two vectors of B and one broadcast of A that makes 15 registers, one
/// less than AVX2 has; 12 independent chains hide the latency of the multiply-add (4 cycles, at
/// most 2 a cycle) at every width.
/// </summary>
internal static unsafe class ProductKernel<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, INumberBase<T>
{
    public const int Rows = 6;

    public static int Columns => 2 * TSimd.Count;

    /// <summary>
    /// C ← C + α Σₚ aₚ bₚ over <paramref name="steps"/>, aₚ a packed column of 6, bₚ a packed row
    /// of two vectors.
    /// </summary>
    // The first call is as long as the thousandth: do not wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTile(int steps, T* a, T* b, T alpha, T* c, int stride)
    {
        TVector c00 = default, c01 = default, c10 = default, c11 = default;
        TVector c20 = default, c21 = default, c30 = default, c31 = default;
        TVector c40 = default, c41 = default, c50 = default, c51 = default;
        for (int p = 0; p < steps; p++)
        {
            TVector b0 = TSimd.Load(b);
            TVector b1 = TSimd.Load(b + TSimd.Count);
            TVector ai = TSimd.Broadcast(a[0]);
            c00 = TSimd.MultiplyAdd(ai, b0, c00);
            c01 = TSimd.MultiplyAdd(ai, b1, c01);
            ai = TSimd.Broadcast(a[1]);
            c10 = TSimd.MultiplyAdd(ai, b0, c10);
            c11 = TSimd.MultiplyAdd(ai, b1, c11);
            ai = TSimd.Broadcast(a[2]);
            c20 = TSimd.MultiplyAdd(ai, b0, c20);
            c21 = TSimd.MultiplyAdd(ai, b1, c21);
            ai = TSimd.Broadcast(a[3]);
            c30 = TSimd.MultiplyAdd(ai, b0, c30);
            c31 = TSimd.MultiplyAdd(ai, b1, c31);
            ai = TSimd.Broadcast(a[4]);
            c40 = TSimd.MultiplyAdd(ai, b0, c40);
            c41 = TSimd.MultiplyAdd(ai, b1, c41);
            ai = TSimd.Broadcast(a[5]);
            c50 = TSimd.MultiplyAdd(ai, b0, c50);
            c51 = TSimd.MultiplyAdd(ai, b1, c51);
            a += Rows;
            b += 2 * TSimd.Count;
        }

        TVector factor = TSimd.Broadcast(alpha);
        AddRow(factor, c00, c01, c);
        AddRow(factor, c10, c11, c + stride);
        AddRow(factor, c20, c21, c + 2 * stride);
        AddRow(factor, c30, c31, c + 3 * stride);
        AddRow(factor, c40, c41, c + 4 * stride);
        AddRow(factor, c50, c51, c + 5 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(TVector factor, TVector first, TVector second, T* c)
    {
        TSimd.Store(TSimd.MultiplyAdd(factor, first, TSimd.Load(c)), c);
        T* next = c + TSimd.Count;
        TSimd.Store(TSimd.MultiplyAdd(factor, second, TSimd.Load(next)), next);
    }
}
