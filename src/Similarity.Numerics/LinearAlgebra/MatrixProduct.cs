using System.Numerics;
using System.Runtime.Intrinsics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// C = A B and C ← C + α A B. A transposed or adjoint factor is a view: <c>Multiply(x.View(),
/// y.View().Transpose)</c>. The result does not depend on the number of threads.
/// </summary>
public static class MatrixProduct
{
    public static Matrix<T> Multiply<T>(MatrixView<T> a, MatrixView<T> b, int threads = 1)
        where T : unmanaged, INumberBase<T>
    {
        var product = new Matrix<T>(a.Rows, b.Columns);
        Add(1, a, b, product.Values, product.Columns, threads);
        return product;
    }

    /// <summary>
    /// C = A B into rows of <paramref name="c"/> that begin every <paramref name="stride"/>
    /// elements.
    /// </summary>
    public static void Multiply<T>(
        MatrixView<T> a, MatrixView<T> b, Span<T> c, int stride, int threads = 1)
        where T : unmanaged, INumberBase<T>
    {
        Check(a, b, c, stride, threads);
        for (int i = 0; i < a.Rows; i++)
        {
            c.Slice(i * stride, b.Columns).Clear();
        }

        Add(1, a, b, c, stride, threads);
    }

    /// <summary>C ← C + α A B; C must not overlap A or B.</summary>
    public static void Add<T>(
        double alpha, MatrixView<T> a, MatrixView<T> b, Span<T> c, int stride, int threads = 1)
        where T : unmanaged, INumberBase<T>
    {
        Check(a, b, c, stride, threads);
        if (BlasLibrary.Selected is not null
            && OpenBlasProduct.Takes(a) && OpenBlasProduct.Takes(b))
        {
            OpenBlasProduct.Add(alpha, a, b, c, stride, threads);
        }
        else
        {
            AddManaged(SimdWidths.Widest, alpha, a, b, c, stride, threads);
        }
    }

    internal static unsafe void AddManaged<T>(
        SimdWidth width,
        double alpha,
        MatrixView<T> a,
        MatrixView<T> b,
        Span<T> c,
        int stride,
        int threads)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Rows == 0 || b.Columns == 0 || a.Columns == 0)
        {
            return;
        }

        fixed (T* left = a.Values, right = b.Values, target = c)
        {
            if (typeof(T) == typeof(Complex))
            {
                var sum = new ProductSum<Complex, double>
                {
                    Rows = a.Rows,
                    Columns = b.Columns,
                    Steps = a.Columns,
                    Alpha = alpha,
                    A = new((Complex*)left, a.RowStride, a.ColumnStride, a.Conjugated),
                    B = new((Complex*)right, b.RowStride, b.ColumnStride, b.Conjugated),
                    C = (double*)target,
                    Stride = 2 * stride,
                };
                Add<ComplexPacking, Complex, double>(width, sum, threads);
            }
            else
            {
                var sum = new ProductSum<T, T>
                {
                    Rows = a.Rows,
                    Columns = b.Columns,
                    Steps = a.Columns,
                    Alpha = T.CreateTruncating(alpha),
                    A = new(left, a.RowStride, a.ColumnStride, a.Conjugated),
                    B = new(right, b.RowStride, b.ColumnStride, b.Conjugated),
                    C = target,
                    Stride = stride,
                };
                Add<RealPacking<T>, T, T>(width, sum, threads);
            }
        }
    }

    private static void Add<TPacking, TElement, T>(
        SimdWidth width, ProductSum<TElement, T> sum, int threads)
        where TPacking : struct, IPacking<TElement, T>
        where TElement : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        switch (width)
        {
            case SimdWidth.Bits512:
                BlockedProduct<TPacking, TElement, Simd512<T>, Vector512<T>, T>.Add(sum, threads);
                break;
            case SimdWidth.Bits256:
                BlockedProduct<TPacking, TElement, Simd256<T>, Vector256<T>, T>.Add(sum, threads);
                break;
            default:
                BlockedProduct<TPacking, TElement, Simd128<T>, Vector128<T>, T>.Add(sum, threads);
                break;
        }
    }

    private static void Check<T>(
        MatrixView<T> a, MatrixView<T> b, Span<T> c, int stride, int threads)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, b.Columns);
        if (a.Columns != b.Rows)
        {
            throw new ArgumentException(
                $"{a.Rows} × {a.Columns} cannot multiply {b.Rows} × {b.Columns}", nameof(b));
        }

        if (a.Rows > 0 && (a.Rows - 1) * (long)stride + b.Columns > c.Length)
        {
            throw new ArgumentException(
                $"{a.Rows} rows of {b.Columns} every {stride} exceed {c.Length} values", nameof(c));
        }
    }
}
