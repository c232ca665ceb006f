using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>T X = B by substitution, in blocks of rows of X; X takes the place of B.</summary>
internal static class TriangularSystem
{
    // 64 rows: beyond them the work is a matrix product.
    private const int Block = 64;

    public static void SolveLower<T>(
        MatrixView<T> lower, bool unitDiagonal, Matrix<T> x, int threads)
        where T : unmanaged, INumberBase<T>
    {
        for (int i0 = 0; i0 < lower.Rows; i0 += Block)
        {
            int i1 = Math.Min(i0 + Block, lower.Rows);
            SubtractKnown(lower, i0, i1, 0, i0, x, threads);
            for (int i = i0; i < i1; i++)
            {
                SolveRow(lower, i, i0, i, unitDiagonal, x);
            }
        }
    }

    public static void SolveUpper<T>(MatrixView<T> upper, Matrix<T> x, int threads)
        where T : unmanaged, INumberBase<T>
    {
        int n = upper.Columns;
        for (int i1 = n; i1 > 0; i1 -= Block)
        {
            int i0 = Math.Max(i1 - Block, 0);
            SubtractKnown(upper, i0, i1, i1, n, x, threads);
            for (int i = i1 - 1; i >= i0; i--)
            {
                SolveRow(upper, i, i + 1, i1, false, x);
            }
        }
    }

    private static void SubtractKnown<T>(
        MatrixView<T> triangle, int i0, int i1, int first, int last, Matrix<T> x, int threads)
        where T : unmanaged, INumberBase<T>
    {
        MatrixView<T> factor = triangle.Window(i0, first, i1 - i0, last - first);
        MatrixView<T> known = x.View().Window(first, 0, last - first, x.Columns);
        MatrixProduct.Add(-1, factor, known, x.Values[(i0 * x.Columns)..], x.Columns, threads);
    }

    private static void SolveRow<T>(
        MatrixView<T> triangle, int i, int first, int last, bool unitDiagonal, Matrix<T> x)
        where T : unmanaged, INumberBase<T>
    {
        Span<T> row = x.Row(i);
        for (int j = first; j < last; j++)
        {
            VectorKernels.AddScaled(-triangle[i, j], x.Row(j), row);
        }

        if (!unitDiagonal)
        {
            T pivot = triangle[i, i];
            foreach (ref T value in row)
            {
                value /= pivot;
            }
        }
    }
}
