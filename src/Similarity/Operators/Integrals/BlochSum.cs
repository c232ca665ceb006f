using System.Numerics;
using System.Runtime.InteropServices;
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
    private readonly IntegerVector3D[] cells;
    private readonly int[] cellOfPair;
    private readonly Group[] groups;

    public BlochSum(LatticePairs pairs)
    {
        this.pairs = pairs;
        var numbers = new Dictionary<IntegerVector3D, int>();
        cellOfPair = new int[pairs.Pairs.Length];
        var found = new List<Group>();
        for (int index = 0; index < cellOfPair.Length; index++)
        {
            LatticePair pair = pairs.Pairs[index];
            ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                numbers, pair.Cell, out bool known);
            number = known ? number : numbers.Count - 1;
            cellOfPair[index] = number;
            if (found.Count == 0
                || found[^1].First != pair.First
                || found[^1].Second != pair.Second)
            {
                found.Add(new Group(pair.First, pair.Second, index, index));
            }

            found[^1] = found[^1] with { End = index + 1 };
        }

        groups = [.. found];
        cells = new IntegerVector3D[numbers.Count];
        foreach ((IntegerVector3D cell, int number) in numbers)
        {
            cells[number] = cell;
        }
    }

    /// <summary>The pairs Start … End − 1 of two sites.</summary>
    private readonly record struct Group(int First, int Second, int Start, int End);

    /// <summary>Whether A(k) is real: 2k is a vector of integers.</summary>
    public static bool IsRealAt(Vector3D k)
    {
        Vector3D twice = 2 * k;
        return twice == IntegerVector3D.Round(twice).ToVector();
    }

    /// <summary>A(k) from the values of all pairs; every element of the matrix is set.</summary>
    public void Evaluate(Vector3D k, ReadOnlySpan<double> values, Matrix<Complex> into)
    {
        CheckSizes(values, into.Rows, into.Columns);
        Complex[] phases = Phases(k);
        into.Values.Clear();
        double[] real = new double[LargestBlock()];
        double[] imaginary = new double[real.Length];
        foreach (Group group in groups)
        {
            (int row, int rows) = pairs.Basis.FunctionsOf(group.First);
            (int column, int columns) = pairs.Basis.FunctionsOf(group.Second);
            Span<double> re = real.AsSpan(0, rows * columns);
            Span<double> im = imaginary.AsSpan(0, rows * columns);
            re.Clear();
            im.Clear();
            for (int pair = group.Start; pair < group.End; pair++)
            {
                Complex phase = phases[cellOfPair[pair]];

                // A site with itself is halved here, as its block is added to its transpose below.
                if (group.First == group.Second && pair == group.Start)
                {
                    phase /= 2;
                }

                ReadOnlySpan<double> block = values.Slice(
                    pairs.Pairs[pair].Offset, rows * columns);
                for (int i = 0; i < block.Length; i++)
                {
                    re[i] += phase.Real * block[i];
                    im[i] += phase.Imaginary * block[i];
                }
            }

            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    var value = new Complex(re[i * columns + j], im[i * columns + j]);
                    into[row + i, column + j] += value;
                    into[column + j, row + i] += Complex.Conjugate(value);
                }
            }
        }
    }

    /// <summary>
    /// A(k) at a k for which <see cref="IsRealAt"/>, the only ones at which it is real.
    /// </summary>
    public void Evaluate(Vector3D k, ReadOnlySpan<double> values, Matrix<double> into)
    {
        if (!IsRealAt(k))
        {
            throw new ArgumentException($"2k is no vector of integers at k = {k}", nameof(k));
        }

        var complex = new Matrix<Complex>(into.Rows, into.Columns);
        Evaluate(k, values, complex);
        for (int i = 0; i < into.Values.Length; i++)
        {
            into.Values[i] = complex.Values[i].Real;
        }
    }

    /// <summary>Two sums, of S and H say, at one k.</summary>
    public void Evaluate(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<Complex> first,
        ReadOnlySpan<double> secondValues,
        Matrix<Complex> second)
    {
        Evaluate(k, firstValues, first);
        Evaluate(k, secondValues, second);
    }

    /// <summary>Two sums, of S and H say, at one k for which <see cref="IsRealAt"/>.</summary>
    public void Evaluate(
        Vector3D k,
        ReadOnlySpan<double> firstValues,
        Matrix<double> first,
        ReadOnlySpan<double> secondValues,
        Matrix<double> second)
    {
        Evaluate(k, firstValues, first);
        Evaluate(k, secondValues, second);
    }

    private Complex[] Phases(Vector3D k) => Array.ConvertAll(
        cells,
        cell =>
        {
            double turns = Vector3D.Dot(k, cell.ToVector());
            return Complex.FromPolarCoordinates(1, 2 * Math.PI * (turns - Math.Round(turns)));
        });

    private int LargestBlock()
    {
        int largest = 0;
        for (int site = 0; site < pairs.Basis.Crystal.Count; site++)
        {
            largest = Math.Max(largest, pairs.Basis.FunctionsOf(site).Count);
        }

        return largest * largest;
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
