using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A window to read: element (i, j) is <c>values[i * RowStride + j * ColumnStride]</c>, conjugated
/// when <see cref="Conjugated"/>. Transposing exchanges the strides and moves no number.
/// </summary>
public readonly ref struct MatrixView<T>
    where T : unmanaged, INumberBase<T>
{
    public MatrixView(ReadOnlySpan<T> values, int rows, int columns)
        : this(values, rows, columns, columns)
    {
    }

    public MatrixView(
        ReadOnlySpan<T> values,
        int rows,
        int columns,
        int rowStride,
        int columnStride = 1,
        bool conjugated = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfNegative(rowStride);
        ArgumentOutOfRangeException.ThrowIfNegative(columnStride);
        if (rows > 0 && columns > 0
            && (rows - 1) * (long)rowStride + (columns - 1) * (long)columnStride >= values.Length)
        {
            throw new ArgumentException(
                $"{rows} × {columns} by strides {rowStride}, {columnStride} "
                + $"exceed {values.Length} values",
                nameof(values));
        }

        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
        Conjugated = conjugated;
    }

    public ReadOnlySpan<T> Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    public bool Conjugated { get; }

    public T this[int row, int column]
    {
        get
        {
            T value = Values[row * RowStride + column * ColumnStride];
            return Conjugated ? Scalar.Conjugate(value) : value;
        }
    }

    public MatrixView<T> Transpose =>
        new(Values, Columns, Rows, ColumnStride, RowStride, Conjugated);

    public MatrixView<T> Conjugate =>
        new(Values, Rows, Columns, RowStride, ColumnStride, !Conjugated);

    /// <summary>Aᴴ: transposed and conjugated.</summary>
    public MatrixView<T> Adjoint => Transpose.Conjugate;

    public MatrixView<T> Window(int row, int column, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)row + rows, Rows, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            (long)column + columns, Columns, nameof(columns));
        int start = rows == 0 || columns == 0 ? 0 : row * RowStride + column * ColumnStride;
        return new(Values[start..], rows, columns, RowStride, ColumnStride, Conjugated);
    }

    public Matrix<T> ToMatrix()
    {
        var matrix = new Matrix<T>(Rows, Columns);
        Span<T> target = matrix.Values;
        bool conjugated = Conjugated;

        // Squares of 32 keep both the rows read and the rows written in the first cache (32 lines
        // each).
        const int Square = 32;
        for (int i0 = 0; i0 < Rows; i0 += Square)
        {
            for (int j0 = 0; j0 < Columns; j0 += Square)
            {
                int iEnd = Math.Min(i0 + Square, Rows);
                int jEnd = Math.Min(j0 + Square, Columns);
                for (int i = i0; i < iEnd; i++)
                {
                    for (int j = j0; j < jEnd; j++)
                    {
                        T value = Values[i * RowStride + j * ColumnStride];
                        target[i * Columns + j] = conjugated ? Scalar.Conjugate(value) : value;
                    }
                }
            }
        }

        return matrix;
    }
}
