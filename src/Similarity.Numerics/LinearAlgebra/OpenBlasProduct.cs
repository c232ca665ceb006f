using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// C ← C + α A B by OpenBLAS, in panels of a fixed number of rows. Threads share the panels and the
/// panels do not depend on the threads, so neither does the result.
/// </summary>
internal static unsafe class OpenBlasProduct
{
    // Long enough that packing B once a panel costs 1/512 of the multiplications.
    private const int RowsPerPanel = 512;

    /// <summary>
    /// CBLAS wants one unit stride, and knows conjugation only with transposition.
    /// </summary>
    public static bool Takes<T>(MatrixView<T> view)
        where T : unmanaged, INumberBase<T>
    {
        bool byRows = view.ColumnStride == 1 && view.RowStride >= Math.Max(1, view.Columns);
        bool byColumns = view.RowStride == 1 && view.ColumnStride >= Math.Max(1, view.Rows);
        return view.Conjugated && typeof(T) == typeof(Complex) ? byColumns : byRows || byColumns;
    }

    public static void Add<T>(
        double alpha, MatrixView<T> a, MatrixView<T> b, Span<T> c, int stride, int threads)
        where T : unmanaged, INumberBase<T>
    {
        int rows = a.Rows, columns = b.Columns, steps = a.Columns;
        if (rows == 0 || columns == 0 || steps == 0)
        {
            return;
        }

        (int transposeA, int strideA) = Layout(a);
        (int transposeB, int strideB) = Layout(b);
        int rowStride = a.RowStride;
        fixed (T* left = a.Values, right = b.Values, target = c)
        {
            T* x = left, y = right, z = target;
            int panels = (rows + RowsPerPanel - 1) / RowsPerPanel;
            if (threads == 1 || panels == 1)
            {
                for (int panel = 0; panel < panels; panel++)
                {
                    AddPanel(panel);
                }
            }
            else
            {
                var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
                Parallel.For(0, panels, options, AddPanel);
            }

            void AddPanel(int panel)
            {
                int first = panel * RowsPerPanel;
                int count = Math.Min(RowsPerPanel, rows - first);
                T* part = x + (nint)first * rowStride, sum = z + (nint)first * stride;
                Call(
                    transposeA, transposeB, count, columns, steps,
                    alpha, part, strideA, y, strideB, sum, stride);
            }
        }
    }

    private static (int Transpose, int Stride) Layout<T>(MatrixView<T> view)
        where T : unmanaged, INumberBase<T>
    {
        bool conjugated = view.Conjugated && typeof(T) == typeof(Complex);
        return view.ColumnStride == 1 && view.RowStride >= Math.Max(1, view.Columns) && !conjugated
            ? (OpenBlas.NoTranspose, view.RowStride)
            : (conjugated ? OpenBlas.Adjoint : OpenBlas.Transposed, view.ColumnStride);
    }

    private static void Call<T>(
        int transposeA, int transposeB, int m, int n, int k, double alpha,
        T* a, int strideA, T* b, int strideB, T* c, int strideC)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            OpenBlas.MultiplySingle(
                OpenBlas.RowMajor, transposeA, transposeB, m, n, k,
                (float)alpha, (float*)a, strideA, (float*)b, strideB, 1, (float*)c, strideC);
        }
        else if (typeof(T) == typeof(double))
        {
            OpenBlas.MultiplyDouble(
                OpenBlas.RowMajor, transposeA, transposeB, m, n, k,
                alpha, (double*)a, strideA, (double*)b, strideB, 1, (double*)c, strideC);
        }
        else
        {
            Complex factor = alpha, one = 1;
            OpenBlas.MultiplyComplex(
                OpenBlas.RowMajor, transposeA, transposeB, m, n, k,
                &factor, (Complex*)a, strideA, (Complex*)b, strideB, &one, (Complex*)c, strideC);
        }
    }
}
