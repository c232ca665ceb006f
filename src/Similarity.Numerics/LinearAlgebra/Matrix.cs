using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A dense matrix, element (i, j) at <c>Values[i * Columns + j]</c>, of float, double or
/// <see cref="Complex"/>. Mutable: it is the buffer in which Hamiltonians are summed; the
/// factorisations copy what they are given.
/// </summary>
public sealed class Matrix<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly T[] values;

    static Matrix()
    {
        if (typeof(T) != typeof(float)
            && typeof(T) != typeof(double)
            && typeof(T) != typeof(Complex))
        {
            throw new NotSupportedException(
                $"a matrix holds float, double or Complex, not {typeof(T).Name}");
        }
    }

    public Matrix(int rows, int columns)
        : this(rows, columns, new T[checked(Size(rows, columns))])
    {
    }

    /// <summary>Takes <paramref name="values"/> as its own, row after row.</summary>
    public Matrix(int rows, int columns, T[] values)
    {
        if (values.Length != Size(rows, columns))
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill {rows} × {columns}", nameof(values));
        }

        Rows = rows;
        Columns = columns;
        this.values = values;
    }

    public int Rows { get; }

    public int Columns { get; }

    public Span<T> Values => values;

    public T this[int row, int column]
    {
        get => values[Index(row, column)];
        set => values[Index(row, column)] = value;
    }

    public static Matrix<T> Identity(int order)
    {
        var identity = new Matrix<T>(order, order);
        for (int i = 0; i < order; i++)
        {
            identity[i, i] = T.One;
        }

        return identity;
    }

    public Span<T> Row(int row) => values.AsSpan(row * Columns, Columns);

    public MatrixView<T> View() => new(values, Rows, Columns);

    public Matrix<T> Copy() => new(Rows, Columns, (T[])values.Clone());

    public Matrix<T> Transpose() => View().Transpose.ToMatrix();

    /// <summary>Aᴴ; for real matrices the transpose.</summary>
    public Matrix<T> Adjoint() => View().Adjoint.ToMatrix();

    public static Matrix<T> operator *(Matrix<T> a, Matrix<T> b) =>
        MatrixProduct.Multiply(a.View(), b.View());

    private static int Size(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        return checked(rows * columns);
    }

    private int Index(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)column, (uint)Columns, nameof(column));
        return row * Columns + column;
    }
}
