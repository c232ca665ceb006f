using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning;

/// <summary>
/// Rows of features that belong to groups, one group after the other: the atoms of structures. What
/// is learned of a group is the mean of what is said of its rows.
/// </summary>
public sealed class GroupedRows
{
    private readonly int[] starts;

    /// <param name="counts">Rows of each group, at least one each.</param>
    public GroupedRows(Matrix<double> features, ReadOnlySpan<int> counts)
    {
        starts = new int[counts.Length + 1];
        for (int group = 0; group < counts.Length; group++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(counts[group], 1, nameof(counts));
            starts[group + 1] = starts[group] + counts[group];
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(features.Rows, starts[^1]);
        foreach (double value in features.Values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException("a feature is not finite", nameof(features));
            }
        }

        Features = features;
    }

    public Matrix<double> Features { get; }

    public int Groups => starts.Length - 1;

    public int Columns => Features.Columns;

    /// <summary>The first row of a group.</summary>
    public int Start(int group) => starts[group];

    /// <summary>The number of rows of a group.</summary>
    public int Count(int group) => starts[group + 1] - starts[group];

    /// <summary>One row for each group: the mean of its rows.</summary>
    public Matrix<double> Means() => MeansOf(Features);

    /// <summary>The means over groups of something else that is known of each row.</summary>
    public Matrix<double> MeansOf(Matrix<double> rows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Rows, starts[^1]);
        var means = new Matrix<double>(Groups, rows.Columns);
        for (int group = 0; group < Groups; group++)
        {
            Span<double> mean = means.Row(group);
            for (int row = starts[group]; row < starts[group + 1]; row++)
            {
                VectorKernels.AddScaled(1.0 / Count(group), rows.Row(row), mean);
            }
        }

        return means;
    }

    /// <summary>Some groups in the order given; one may be there more than once.</summary>
    public GroupedRows Select(ReadOnlySpan<int> groups)
    {
        int[] counts = new int[groups.Length];
        int total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = Count(groups[i]);
            total += counts[i];
        }

        var selected = new Matrix<double>(total, Columns);
        int next = 0;
        foreach (int group in groups)
        {
            int length = Count(group) * Columns;
            Features.Values.Slice(starts[group] * Columns, length)
                .CopyTo(selected.Values[(next * Columns)..]);
            next += Count(group);
        }

        return new GroupedRows(selected, counts);
    }

    /// <summary>The rows of a matrix that belong to some groups, a row for each group.</summary>
    public static Matrix<double> SelectRows(Matrix<double> matrix, ReadOnlySpan<int> rows)
    {
        var selected = new Matrix<double>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            matrix.Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }

    internal ImmutableArray<int> Counts =>
        [.. Enumerable.Range(0, Groups).Select(Count)];
}
