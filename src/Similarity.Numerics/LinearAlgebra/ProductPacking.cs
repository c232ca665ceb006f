using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>Element (i, j) lies at <c>Origin[i * RowStride + j * ColumnStride]</c>, counted in elements.</summary>
internal readonly unsafe struct Operand<T>(T* origin, int rowStride, int columnStride, bool conjugated)
    where T : unmanaged
{
    public T* Origin { get; } = origin;

    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    public bool Conjugated { get; } = conjugated;
}

/// <summary>
/// How a product of elements becomes a product of reals. A real number is itself; a complex one is
/// the 2 × 2 block [re −im; im re] in A and the column [re; im] in B and C, so
/// that m × k times k × n complex is 2m × 2k times 2k × n real: as many multiplications as written
/// out, and one kernel for all. <see cref="Parts"/> is that 1 or 2.
/// </summary>
internal unsafe interface IPacking<TElement, T>
    where TElement : unmanaged
    where T : unmanaged
{
    static abstract int Parts { get; }

    /// <summary>
    /// Rows [row, row + rows) and steps [step, step + steps) of A, as panels of
    /// <paramref name="height"/> real rows, step after step, the last panel filled with zeros.
    /// </summary>
    static abstract void PackLeft(
        Operand<TElement> a, int row, int rows, int step, int steps, int height, T* packed);

    /// <summary>Likewise for B, in panels of <paramref name="width"/> columns.</summary>
    static abstract void PackRight(
        Operand<TElement> b, int step, int steps, int column, int columns, int width, T* packed);

    /// <summary>C ← C + tile, for the first rows and columns of a tile of reals.</summary>
    static abstract void Add(T* tile, int width, int rows, int columns, TElement* c, int stride);
}

internal readonly unsafe struct RealPacking<T> : IPacking<T, T>
    where T : unmanaged, INumberBase<T>
{
    public static int Parts => 1;

    public static void PackLeft(
        Operand<T> a, int row, int rows, int step, int steps, int height, T* packed)
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

                T* source = a.Origin + (nint)(row + i0 + i) * a.RowStride + (nint)step * a.ColumnStride;
                for (int p = 0; p < steps; p++)
                {
                    target[(nint)p * height] = *source;
                    source += a.ColumnStride;
                }
            }
        }
    }

    public static void PackRight(
        Operand<T> b, int step, int steps, int column, int columns, int width, T* packed)
    {
        for (int j0 = 0; j0 < columns; j0 += width, packed += width * steps)
        {
            int filled = Math.Min(width, columns - j0);
            T* corner = b.Origin + (nint)step * b.RowStride + (nint)(column + j0) * b.ColumnStride;
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

    public static void Add(T* tile, int width, int rows, int columns, T* c, int stride)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                c[(nint)i * stride + j] += tile[i * width + j];
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
        Operand<Complex> a, int row, int rows, int step, int steps, int height, double* packed)
    {
        double sign = a.Conjugated ? -1 : 1;
        int elements = height / 2;
        for (int i0 = 0; i0 < rows; i0 += elements, packed += height * 2 * steps)
        {
            for (int i = 0; i < elements; i++)
            {
                bool filled = i0 + i < rows;
                Complex* source = a.Origin
                    + (nint)(row + (filled ? i0 + i : 0)) * a.RowStride + (nint)step * a.ColumnStride;
                double* target = packed + 2 * i;
                for (int p = 0; p < steps; p++)
                {
                    Complex z = filled ? *source : Complex.Zero;
                    double imaginary = sign * z.Imaginary;
                    target[0] = z.Real;
                    target[1] = imaginary;
                    target[height] = -imaginary;
                    target[height + 1] = z.Real;
                    source += a.ColumnStride;
                    target += 2 * height;
                }
            }
        }
    }

    public static void PackRight(
        Operand<Complex> b, int step, int steps, int column, int columns, int width, double* packed)
    {
        double sign = b.Conjugated ? -1 : 1;
        for (int j0 = 0; j0 < columns; j0 += width, packed += width * 2 * steps)
        {
            for (int j = 0; j < width; j++)
            {
                bool filled = j0 + j < columns;
                Complex* source = b.Origin
                    + (nint)step * b.RowStride + (nint)(column + (filled ? j0 + j : 0)) * b.ColumnStride;
                double* target = packed + j;
                for (int p = 0; p < steps; p++)
                {
                    Complex z = filled ? *source : Complex.Zero;
                    target[0] = z.Real;
                    target[width] = sign * z.Imaginary;
                    source += b.RowStride;
                    target += 2 * width;
                }
            }
        }
    }

    public static void Add(double* tile, int width, int rows, int columns, Complex* c, int stride)
    {
        for (int i = 0; i < rows; i++)
        {
            double* real = tile + 2 * i * width;
            double* imaginary = real + width;
            var row = (double*)(c + (nint)i * stride);
            for (int j = 0; j < columns; j++)
            {
                row[2 * j] += real[j];
                row[2 * j + 1] += imaginary[j];
            }
        }
    }
}
