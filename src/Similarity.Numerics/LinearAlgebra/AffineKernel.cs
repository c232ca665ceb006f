using System.Runtime.CompilerServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The register block of <see cref="AffineMap"/>: as that of <see cref="ProductKernel{TSimd,
/// TVector, T}"/>, but rows are read where they lie, and sums begin at the biases.
/// </summary>
internal static unsafe class AffineKernel<TSimd, TVector>
    where TSimd : struct, ISimd<TVector, double>
    where TVector : struct
{
    public const int Rows = 6;

    public static int Columns => 2 * TSimd.Count;

    /// <summary>
    /// Six rows of <paramref name="inputs"/> numbers, one after the other, to two vectors of each.
    /// </summary>
    /// <param name="panel">Two vectors of biases, then two of weights for each input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile(int inputs, double* x, double* panel, double* y, int stride)
    {
        TVector b0 = TSimd.Load(panel), b1 = TSimd.Load(panel + TSimd.Count);
        TVector c00 = b0, c01 = b1, c10 = b0, c11 = b1, c20 = b0, c21 = b1;
        TVector c30 = b0, c31 = b1, c40 = b0, c41 = b1, c50 = b0, c51 = b1;
        double* x1 = x + inputs, x2 = x1 + inputs, x3 = x2 + inputs, x4 = x3 + inputs;
        double* x5 = x4 + inputs;
        for (int p = 0; p < inputs; p++)
        {
            panel += 2 * TSimd.Count;
            b0 = TSimd.Load(panel);
            b1 = TSimd.Load(panel + TSimd.Count);
            TVector xi = TSimd.Broadcast(x[p]);
            c00 = TSimd.MultiplyAdd(xi, b0, c00);
            c01 = TSimd.MultiplyAdd(xi, b1, c01);
            xi = TSimd.Broadcast(x1[p]);
            c10 = TSimd.MultiplyAdd(xi, b0, c10);
            c11 = TSimd.MultiplyAdd(xi, b1, c11);
            xi = TSimd.Broadcast(x2[p]);
            c20 = TSimd.MultiplyAdd(xi, b0, c20);
            c21 = TSimd.MultiplyAdd(xi, b1, c21);
            xi = TSimd.Broadcast(x3[p]);
            c30 = TSimd.MultiplyAdd(xi, b0, c30);
            c31 = TSimd.MultiplyAdd(xi, b1, c31);
            xi = TSimd.Broadcast(x4[p]);
            c40 = TSimd.MultiplyAdd(xi, b0, c40);
            c41 = TSimd.MultiplyAdd(xi, b1, c41);
            xi = TSimd.Broadcast(x5[p]);
            c50 = TSimd.MultiplyAdd(xi, b0, c50);
            c51 = TSimd.MultiplyAdd(xi, b1, c51);
        }

        Store(c00, c01, y);
        Store(c10, c11, y + stride);
        Store(c20, c21, y + 2 * stride);
        Store(c30, c31, y + 3 * stride);
        Store(c40, c41, y + 4 * stride);
        Store(c50, c51, y + 5 * stride);
    }

    /// <summary>One row, in the same order of operations: its bits are those of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(int inputs, double* x, double* panel, double* y)
    {
        TVector c0 = TSimd.Load(panel), c1 = TSimd.Load(panel + TSimd.Count);
        for (int p = 0; p < inputs; p++)
        {
            panel += 2 * TSimd.Count;
            TVector xi = TSimd.Broadcast(x[p]);
            c0 = TSimd.MultiplyAdd(xi, TSimd.Load(panel), c0);
            c1 = TSimd.MultiplyAdd(xi, TSimd.Load(panel + TSimd.Count), c1);
        }

        Store(c0, c1, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector first, TVector second, double* y)
    {
        TSimd.Store(first, y);
        TSimd.Store(second, y + TSimd.Count);
    }
}
