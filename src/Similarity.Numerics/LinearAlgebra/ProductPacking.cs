using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// How a product of elements becomes a product of reals. A real number is itself. A complex row
/// (re, im, re, im …) of C is Σ re(a) (re, im …) + im(a) (−im, re …), so a complex product is a
/// real one of twice the steps and twice the columns: as many multiplications as written out, one
/// kernel for all, and C lies as it is stored. <see cref="Parts"/> is that 1 or 2.
/// </summary>
internal unsafe interface IPacking<TElement, T>
    where TElement : unmanaged
    where T : unmanaged
{
    static abstract int Parts { get; }

    /// <summary>
    /// The first rows and steps of A, as panels of <paramref name="height"/> rows, step after step,
    /// the last panel filled with zeros.
    /// </summary>
    static abstract void PackLeft(
        Operand<TElement> a, int rows, int steps, int height, T* packed);

    /// <summary>Likewise for B, in panels of <paramref name="width"/> reals.</summary>
    static abstract void PackRight(
        Operand<TElement> b, int steps, int columns, int width, T* packed);
}

internal readonly unsafe struct RealPacking<T> : IPacking<T, T>
    where T : unmanaged, INumberBase<T>
{
    public static int Parts => 1;

    public static void PackLeft(
        Operand<T> a, int rows, int steps, int height, T* packed)
    {
        for (int i0 = 0; i0 < rows; i0 += height, packed += height * steps)
        {
            int filled = Math.Min(height, rows - i0);
            for (int i = 0; i < height; i++)
            {
                T* target = packed + i;
                if (i >= filled)
                {
                    Fill(target, height, steps);
                    continue;
                }

                T* source = a.At(i0 + i, 0);
                for (int p = 0; p < steps; p++)
                {
                    target[(nint)p * height] = *source;
                    source += a.ColumnStride;
                }
            }
        }
    }

    public static void PackRight(
        Operand<T> b, int steps, int columns, int width, T* packed)
    {
        for (int j0 = 0; j0 < columns; j0 += width, packed += width * steps)
        {
            int filled = Math.Min(width, columns - j0);
            T* corner = b.At(0, j0);
            if (b.ColumnStride == 1)
            {
                for (int p = 0; p < steps; p++)
                {
                    var target = new Span<T>(packed + (nint)p * width, width);
                    new ReadOnlySpan<T>(corner + (nint)p * b.RowStride, filled).CopyTo(target);
                    target[filled..].Clear();
                }

                continue;
            }

            for (int j = 0; j < width; j++)
            {
                T* target = packed + j;
                if (j >= filled)
                {
                    Fill(target, width, steps);
                    continue;
                }

                T* source = corner + (nint)j * b.ColumnStride;
                for (int p = 0; p < steps; p++)
                {
                    target[(nint)p * width] = *source;
                    source += b.RowStride;
                }
            }
        }
    }

    private static void Fill(T* target, int stride, int count)
    {
        for (int p = 0; p < count; p++)
        {
            target[(nint)p * stride] = T.Zero;
        }
    }
}

internal readonly unsafe struct ComplexPacking : IPacking<Complex, double>
{
    public static int Parts => 2;

    public static void PackLeft(
        Operand<Complex> a, int rows, int steps, int height, double* packed)
    {
        double sign = a.Conjugated ? -1 : 1;
        for (int i0 = 0; i0 < rows; i0 += height, packed += height * 2 * steps)
        {
            for (int i = 0; i < height; i++)
            {
                bool filled = i0 + i < rows;
                Complex* source = a.At(filled ? i0 + i : 0, 0);
                double* target = packed + i;
                for (int p = 0; p < steps; p++)
                {
                    Complex z = filled ? *source : Complex.Zero;
                    target[0] = z.Real;
                    target[height] = sign * z.Imaginary;
                    source += a.ColumnStride;
                    target += 2 * height;
                }
            }
        }
    }

    public static void PackRight(
        Operand<Complex> b, int steps, int columns, int width, double* packed)
    {
        double sign = b.Conjugated ? -1 : 1;
        int elements = width / 2;
        for (int j0 = 0; j0 < columns; j0 += elements, packed += width * 2 * steps)
        {
            for (int p = 0; p < steps; p++)
            {
                Complex* source = b.At(p, j0);
                double* target = packed + (nint)p * 2 * width;
                for (int j = 0; j < elements; j++)
                {
                    Complex z = j0 + j < columns ? *source : Complex.Zero;
                    double imaginary = sign * z.Imaginary;
                    target[0] = z.Real;
                    target[1] = imaginary;
                    target[width] = -imaginary;
                    target[width + 1] = z.Real;
                    source += b.ColumnStride;
                    target += 2;
                }
            }
        }
    }
}
