using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// Element (i, j) lies at <c>Origin[i * RowStride + j * ColumnStride]</c>, counted in elements.
/// </summary>
internal readonly unsafe struct Operand<T>(
    T* origin, int rowStride, int columnStride, bool conjugated)
    where T : unmanaged
{
    public int RowStride { get; } = rowStride;

    public int ColumnStride { get; } = columnStride;

    public bool Conjugated { get; } = conjugated;

    public T* At(int row, int column) =>
        origin + (nint)row * RowStride + (nint)column * ColumnStride;

    /// <summary>The same without the rows and columns before these.</summary>
    public Operand<T> From(int row, int column) =>
        new(At(row, column), RowStride, ColumnStride, Conjugated);
}

/// <summary>
/// The sum C ← C + α A B of Rows × Columns elements over Steps. C is given as reals, its rows
/// Stride reals apart.
/// </summary>
internal readonly unsafe struct ProductSum<TElement, T>
    where TElement : unmanaged
    where T : unmanaged, INumberBase<T>
{
    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int Steps { get; init; }

    public required T Alpha { get; init; }

    public required Operand<TElement> A { get; init; }

    public required Operand<TElement> B { get; init; }

    public required T* C { get; init; }

    public required int Stride { get; init; }

    public ProductSum<TElement, T> OfRows(int first, int count) => this with
    {
        Rows = count,
        A = A.From(first, 0),
        C = C + (nint)first * Stride,
    };

    /// <param name="parts">Reals an element.</param>
    public ProductSum<TElement, T> OfColumns(int first, int count, int parts) => this with
    {
        Columns = count,
        B = B.From(0, first),
        C = C + (nint)first * parts,
    };
}
