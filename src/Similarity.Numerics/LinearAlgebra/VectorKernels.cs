using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// Sums along vectors, for the parts of a factorisation that are not products of matrices. They
/// wait for memory, so 256 bits are wide enough. A complex vector is read as the reals (re, im, re,
/// im …): with x̃ = (im, re, …) the exchange of each pair, the lanes of x·y and x·ỹ hold every
/// product that a complex sum needs.
/// </summary>
public static class VectorKernels
{
    /// <summary>xᴴ y = Σ conj(xᵢ) yᵢ.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (typeof(T) == typeof(Complex))
        {
            return (T)(object)Dot(
                MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
        }

        ref T a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<T> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int width = Vector256<T>.Count, i = 0;
        for (; i <= x.Length - 4 * width; i += 4 * width)
        {
            int j = i + width, k = j + width, l = k + width;
            sum0 = Simd256<T>.MultiplyAdd(Load(ref a, i), Load(ref b, i), sum0);
            sum1 = Simd256<T>.MultiplyAdd(Load(ref a, j), Load(ref b, j), sum1);
            sum2 = Simd256<T>.MultiplyAdd(Load(ref a, k), Load(ref b, k), sum2);
            sum3 = Simd256<T>.MultiplyAdd(Load(ref a, l), Load(ref b, l), sum3);
        }

        T sum = Vector256.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    /// <summary>y ← y + α x.</summary>
    public static void AddScaled<T>(T alpha, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (alpha is Complex z)
        {
            AddScaled(z, MemoryMarshal.Cast<T, double>(x), MemoryMarshal.Cast<T, double>(y));
            return;
        }

        ref T a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<T> factor = Vector256.Create(alpha);
        int width = Vector256<T>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            Vector256<T> sum = Simd256<T>.MultiplyAdd(factor, Load(ref a, i), Load(ref b, i));
            sum.StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] += alpha * x[i];
        }
    }

    /// <summary>yᵢ = Σⱼ conj(Aᵢⱼ) xⱼ over a window of whole rows of a row-major array.</summary>
    public static void ConjugateTimes<T>(
        ReadOnlySpan<T> a, int stride, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        if (typeof(T) == typeof(Complex))
        {
            Span<Complex> four = stackalloc Complex[4];
            for (; i <= y.Length - 4; i += 4)
            {
                FourDots(
                    MemoryMarshal.Cast<T, double>(a[(i * stride)..]),
                    2 * stride,
                    MemoryMarshal.Cast<T, double>(x),
                    four);
                MemoryMarshal.Cast<Complex, T>(four).CopyTo(y[i..]);
            }
        }

        for (; i < y.Length; i++)
        {
            y[i] = Dot(a.Slice(i * stride, x.Length), x);
        }
    }

    /// <summary>‖x‖²</summary>
    public static double NormSquared<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T> =>
        Scalar.Real(Dot(x, x));

    private static Complex Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<double> same0 = default, same1 = default, crossed0 = default, crossed1 = default;
        int i = 0;
        for (; i <= x.Length - 8; i += 8)
        {
            Vector256<double> a0 = Load(ref a, i), b0 = Load(ref b, i);
            Vector256<double> a1 = Load(ref a, i + 4), b1 = Load(ref b, i + 4);
            same0 = Vector256.MultiplyAddEstimate(a0, b0, same0);
            crossed0 = Vector256.MultiplyAddEstimate(a0, SwapPairs(b0), crossed0);
            same1 = Vector256.MultiplyAddEstimate(a1, b1, same1);
            crossed1 = Vector256.MultiplyAddEstimate(a1, SwapPairs(b1), crossed1);
        }

        Complex sum = ConjugateSum(same0 + same1, crossed0 + crossed1);
        for (; i < x.Length; i += 2)
        {
            sum += new Complex(x[i], -x[i + 1]) * new Complex(y[i], y[i + 1]);
        }

        return sum;
    }

    // Four rows at once read x and exchange its pairs a quarter as often.
    private static void FourDots(
        ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> x, Span<Complex> results)
    {
        ref double a = ref MemoryMarshal.GetReference(rows.Slice(0, 3 * stride + x.Length));
        ref double v = ref MemoryMarshal.GetReference(x);
        Vector256<double> same0 = default, same1 = default, same2 = default, same3 = default;
        Vector256<double> crossed0 = default, crossed1 = default;
        Vector256<double> crossed2 = default, crossed3 = default;
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            Vector256<double> b = Load(ref v, i), swapped = SwapPairs(b);
            Vector256<double> row = Load(ref a, i);
            same0 = Vector256.MultiplyAddEstimate(row, b, same0);
            crossed0 = Vector256.MultiplyAddEstimate(row, swapped, crossed0);
            row = Load(ref a, i + stride);
            same1 = Vector256.MultiplyAddEstimate(row, b, same1);
            crossed1 = Vector256.MultiplyAddEstimate(row, swapped, crossed1);
            row = Load(ref a, i + 2 * stride);
            same2 = Vector256.MultiplyAddEstimate(row, b, same2);
            crossed2 = Vector256.MultiplyAddEstimate(row, swapped, crossed2);
            row = Load(ref a, i + 3 * stride);
            same3 = Vector256.MultiplyAddEstimate(row, b, same3);
            crossed3 = Vector256.MultiplyAddEstimate(row, swapped, crossed3);
        }

        results[0] = ConjugateSum(same0, crossed0);
        results[1] = ConjugateSum(same1, crossed1);
        results[2] = ConjugateSum(same2, crossed2);
        results[3] = ConjugateSum(same3, crossed3);
        for (; i < x.Length; i += 2)
        {
            for (int r = 0; r < 4; r++)
            {
                int j = r * stride + i;
                results[r] += new Complex(rows[j], -rows[j + 1]) * new Complex(x[i], x[i + 1]);
            }
        }
    }

    private static void AddScaled(Complex alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        ref double a = ref MemoryMarshal.GetReference(x), b = ref MemoryMarshal.GetReference(y);
        Vector256<double> real = Vector256.Create(alpha.Real);
        Vector256<double> imaginary =
            Vector256.Create(-alpha.Imaginary, alpha.Imaginary, -alpha.Imaginary, alpha.Imaginary);
        int i = 0;
        for (; i <= x.Length - 4; i += 4)
        {
            Vector256<double> source = Load(ref a, i);
            Vector256<double> sum = Vector256.MultiplyAddEstimate(real, source, Load(ref b, i));
            sum = Vector256.MultiplyAddEstimate(imaginary, SwapPairs(source), sum);
            sum.StoreUnsafe(ref b, (nuint)i);
        }

        if (i < x.Length)
        {
            Complex last = new Complex(y[i], y[i + 1]) + alpha * new Complex(x[i], x[i + 1]);
            (y[i], y[i + 1]) = (last.Real, last.Imaginary);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Load<T>(ref T origin, int index)
        where T : unmanaged =>
        Vector256.LoadUnsafe(ref origin, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SwapPairs(Vector256<double> x) =>
        Vector256.Shuffle(x, Vector256.Create(1L, 0, 3, 2));

    // conj(x) y = (x_re y_re + x_im y_im) + i (x_re y_im − x_im y_re)
    private static Complex ConjugateSum(Vector256<double> same, Vector256<double> crossed) =>
        new(Vector256.Sum(same), crossed[0] - crossed[1] + crossed[2] - crossed[3]);
}
