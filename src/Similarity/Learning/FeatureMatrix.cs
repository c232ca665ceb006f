using System.Globalization;

namespace Similarity.Learning;

/// <summary>
/// Rows of finite single-precision features, kept feature after feature: x(row, column) is number
/// column · rows + row.
/// </summary>
public sealed class FeatureMatrix
{
    private readonly float[] values;

    /// <param name="columnMajor">Feature after feature; owned from here on.</param>
    /// <exception cref="ArgumentException">
    /// A number is missing, NaN or infinite; the message says in which row and column.
    /// </exception>
    public FeatureMatrix(int rows, int columns, float[] columnMajor)
        : this(columnMajor, rows, columns)
    {
        if (columnMajor.Length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{columnMajor.Length} numbers; {rows} rows of {columns} features have ")
                + string.Create(CultureInfo.InvariantCulture, $"{(long)rows * columns}"));
        }

        for (int i = 0; i < columnMajor.Length; i++)
        {
            if (!float.IsFinite(columnMajor[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"row {i % rows}, feature {i / rows} is {columnMajor[i]}; features are finite"),
                    nameof(columnMajor));
            }
        }
    }

    private FeatureMatrix(float[] columnMajor, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        values = columnMajor;
    }

    public int Rows { get; }

    public int Columns { get; }

    public float this[int row, int column] => Column(column)[row];

    /// <summary>A feature of all rows.</summary>
    public ReadOnlySpan<float> Column(int column) => values.AsSpan(column * Rows, Rows);

    /// <summary>Of rows one after the other.</summary>
    public static FeatureMatrix OfRows(int columns, ReadOnlySpan<float> rowMajor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        int rows = rowMajor.Length / columns;
        float[] columnMajor = new float[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                columnMajor[column * rows + row] = rowMajor[row * columns + column];
            }
        }

        return rows * columns == rowMajor.Length
            ? new FeatureMatrix(rows, columns, columnMajor)
            : throw new ArgumentException($"{rowMajor.Length} numbers are no rows of {columns}");
    }

    /// <summary>Some rows, in the order given; a row may be there more than once.</summary>
    public FeatureMatrix SelectRows(ReadOnlySpan<int> rows)
    {
        float[] selected = new float[rows.Length * Columns];
        for (int column = 0; column < Columns; column++)
        {
            ReadOnlySpan<float> from = Column(column);
            Span<float> to = selected.AsSpan(column * rows.Length, rows.Length);
            for (int i = 0; i < rows.Length; i++)
            {
                to[i] = from[rows[i]];
            }
        }

        return new FeatureMatrix(selected, rows.Length, Columns);
    }

    /// <summary>Some features, in the order given.</summary>
    public FeatureMatrix SelectColumns(ReadOnlySpan<int> columns)
    {
        float[] selected = new float[Rows * columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            Column(columns[i]).CopyTo(selected.AsSpan(i * Rows));
        }

        return new FeatureMatrix(selected, Rows, columns.Length);
    }

    /// <summary>The features of several matrices side by side.</summary>
    public static FeatureMatrix SideBySide(params IReadOnlyList<FeatureMatrix> parts)
    {
        int rows = parts.Count == 0 ? 0 : parts[0].Rows;
        foreach (FeatureMatrix part in parts)
        {
            if (part.Rows != rows)
            {
                throw new ArgumentException($"{part.Rows} rows beside {rows}", nameof(parts));
            }
        }

        return new FeatureMatrix(
            [.. parts.SelectMany(part => part.values)], rows, parts.Sum(part => part.Columns));
    }

    /// <summary>
    /// Rows first … first + count − 1, row after row.
    /// </summary>
    public void CopyRows(int first, int count, Span<float> rowMajor)
    {
        for (int column = 0; column < Columns; column++)
        {
            ReadOnlySpan<float> from = values.AsSpan(column * Rows + first, count);
            for (int i = 0; i < from.Length; i++)
            {
                rowMajor[i * Columns + column] = from[i];
            }
        }
    }

    internal float[] ColumnMajor => values;
}
