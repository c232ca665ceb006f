using System.Buffers;
using System.Numerics;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Integrals;

/// <summary>
/// A(k)_ij = Σ_n e^(2πi k·n) A_ij(0, n), k in the basis of the reciprocal lattice, n the cell of j;
/// no phases of the positions within a cell, so A(k) is periodic in k. Hermitian for values of a
/// symmetric operator; both triangles are filled. One instance serves many threads.
/// </summary>
public sealed class BlochSum
{
    private readonly LatticePairs pairs;
    private readonly Group[] groups;
    private readonly int longestGroup;
    private readonly int largestBlock;

    // |n_a| ≤ reach along each axis.
    private readonly int reach;

    public BlochSum(LatticePairs pairs)
    {
        this.pairs = pairs;
        var found = new List<Group>();
        int start = 0;
        for (int index = 0; index < pairs.Pairs.Length; index++)
        {
            LatticePair pair = pairs.Pairs[index];
            reach = Math.Max(reach, Math.Abs(pair.Cell.X));
            reach = Math.Max(reach, Math.Max(Math.Abs(pair.Cell.Y), Math.Abs(pair.Cell.Z)));
            if (index + 1 == pairs.Pairs.Length
                || pairs.Pairs[index + 1].First != pair.First
                || pairs.Pairs[index + 1].Second != pair.Second)
            {
                SitePairBlock block = pairs.BlockOf(pair);
                found.Add(new Group(pair.First, pair.Second, start, index + 1));
                longestGroup = Math.Max(longestGroup, index + 1 - start);
                largestBlock = Math.Max(largestBlock, block.Rows * block.Columns);
                start = index + 1;
            }
        }

        groups = [.. found];
    }

    /// <summary>The pairs Start … End − 1 of two sites; their values are contiguous.</summary>
    private readonly record struct Group(int First, int Second, int Start, int End);

    /// <summary>Whether A(k) is real: 2k is a vector of integers.</summary>
    public static bool IsRealAt(Vector3D k)
    {
        Vector3D twice = 2 * k;
        return twice == IntegerVector3D.Round(twice).ToVector();
    }

    /// <summary>A(k) from the values of all pairs; every element of the matrix is set.</summary>
    public void Evaluate(Vector3D k, ReadOnlySpan<double> values, Matrix<Complex> into) =>
        Sum(k, values, into, default, null);

    /// <summary>A(k) at a k for which <see cref="IsRealAt"/>.</summary>
    public void Evaluate(Vector3D k, ReadOnlySpan<double> values, Matrix<double> into) =>
        Sum(k, values, into, default, null);

    /// <summary>Two sums, of S and H say, at one k.</summary>
    public void Evaluate(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<Complex> first,
        ReadOnlySpan<double> secondValues,
        Matrix<Complex> second) => Sum(k, firstValues, first, secondValues, second);

    /// <summary>Two sums, of S and H say, at one k for which <see cref="IsRealAt"/>.</summary>
    public void Evaluate(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<double> first,
        ReadOnlySpan<double> secondValues,
        Matrix<double> second) => Sum(k, firstValues, first, secondValues, second);

    private void Sum(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<Complex> first,
        ReadOnlySpan<double> secondValues,
        Matrix<Complex>? second)
    {
        CheckSizes(firstValues, first.Rows, first.Columns);
        first.Values.Clear();
        if (second is not null)
        {
            CheckSizes(secondValues, second.Rows, second.Columns);
            second.Values.Clear();
        }

        double[] scratch = ArrayPool<double>.Shared.Rent(2 * longestGroup + 2 * largestBlock);
        Span<double> cosines = scratch.AsSpan(0, longestGroup);
        Span<double> sines = scratch.AsSpan(longestGroup, longestGroup);
        Span<double> real = scratch.AsSpan(2 * longestGroup, largestBlock);
        Span<double> imaginary = scratch.AsSpan(2 * longestGroup + largestBlock, largestBlock);
        Complex[] turns = Turns(k);
        foreach (Group group in groups)
        {
            SetPhases(group, turns, cosines, sines);
            Add(group, firstValues, cosines, sines, real, imaginary, first);
            if (second is not null)
            {
                Add(group, secondValues, cosines, sines, real, imaginary, second);
            }
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    private void Sum(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<double> first,
        ReadOnlySpan<double> secondValues,
        Matrix<double>? second)
    {
        if (!IsRealAt(k))
        {
            throw new ArgumentException($"2k is no vector of integers at k = {k}", nameof(k));
        }

        CheckSizes(firstValues, first.Rows, first.Columns);
        first.Values.Clear();
        if (second is not null)
        {
            CheckSizes(secondValues, second.Rows, second.Columns);
            second.Values.Clear();
        }

        double[] scratch = ArrayPool<double>.Shared.Rent(2 * longestGroup + largestBlock);
        Span<double> signs = scratch.AsSpan(0, longestGroup);
        Span<double> sines = scratch.AsSpan(longestGroup, longestGroup);
        Span<double> real = scratch.AsSpan(2 * longestGroup, largestBlock);
        Complex[] turns = Turns(k);
        foreach (Group group in groups)
        {
            SetPhases(group, turns, signs, sines);
            Add(group, firstValues, signs, real, first);
            if (second is not null)
            {
                Add(group, secondValues, signs, real, second);
            }
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    /// <summary>e^(2πi k_a n) at (a (2 reach + 1) + reach + n).</summary>
    private Complex[] Turns(Vector3D k)
    {
        int width = 2 * reach + 1;
        var turns = new Complex[3 * width];
        for (int axis = 0; axis < 3; axis++)
        {
            for (int n = -reach; n <= reach; n++)
            {
                // Whole turns are taken off first, as they would cost digits.
                double turn = k[axis] * n;
                (double sine, double cosine) =
                    Math.SinCos(2 * Math.PI * (turn - Math.Round(turn)));
                turns[axis * width + reach + n] = new Complex(cosine, sine);
            }
        }

        return turns;
    }

    private void SetPhases(
        Group group, Complex[] turns, Span<double> cosines, Span<double> sines)
    {
        int width = 2 * reach + 1;
        ReadOnlySpan<LatticePair> own = pairs.Pairs[group.Start..group.End];
        for (int i = 0; i < own.Length; i++)
        {
            IntegerVector3D n = own[i].Cell;
            Complex phase = turns[reach + n.X]
                * turns[width + reach + n.Y]
                * turns[2 * width + reach + n.Z];
            cosines[i] = phase.Real;
            sines[i] = phase.Imaginary;
        }

        // The block of a site with itself is added to its own adjoint like those with its images.
        if (group.First == group.Second)
        {
            cosines[0] /= 2;
        }
    }

    private void Add(
        Group group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> cosines,
        ReadOnlySpan<double> sines,
        Span<double> real,
        Span<double> imaginary,
        Matrix<Complex> into)
    {
        (int row, int rows) = pairs.Basis.FunctionsOf(group.First);
        (int column, int columns) = pairs.Basis.FunctionsOf(group.Second);
        int count = group.End - group.Start;
        ReadOnlySpan<double> own =
            values.Slice(pairs.Pairs[group.Start].Offset, count * rows * columns);
        BlockSum.Evaluate(
            own, cosines[..count], sines, real[..(rows * columns)], imaginary);
        for (int i = 0; i < rows; i++)
        {
            Span<Complex> target = into.Row(row + i).Slice(column, columns);
            for (int j = 0; j < columns; j++)
            {
                var value = new Complex(real[i * columns + j], imaginary[i * columns + j]);
                target[j] += value;
                into.Row(column + j)[row + i] += Complex.Conjugate(value);
            }
        }
    }

    private void Add(
        Group group,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> signs,
        Span<double> real,
        Matrix<double> into)
    {
        (int row, int rows) = pairs.Basis.FunctionsOf(group.First);
        (int column, int columns) = pairs.Basis.FunctionsOf(group.Second);
        int count = group.End - group.Start;
        ReadOnlySpan<double> own =
            values.Slice(pairs.Pairs[group.Start].Offset, count * rows * columns);
        BlockSum.Evaluate(own, signs[..count], real[..(rows * columns)]);
        for (int i = 0; i < rows; i++)
        {
            Span<double> target = into.Row(row + i).Slice(column, columns);
            for (int j = 0; j < columns; j++)
            {
                target[j] += real[i * columns + j];
                into.Row(column + j)[row + i] += real[i * columns + j];
            }
        }
    }

    private void CheckSizes(ReadOnlySpan<double> values, int rows, int columns)
    {
        if (values.Length != pairs.ValueCount)
        {
            throw new ArgumentException(
                $"{values.Length} values of pairs that have {pairs.ValueCount}", nameof(values));
        }

        if (rows != pairs.Basis.Count || columns != pairs.Basis.Count)
        {
            throw new ArgumentException(
                $"{rows} × {columns} is not the size of a basis of {pairs.Basis.Count} functions");
        }
    }
}
