using Similarity.Learning;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning;

/// <summary>Random matrices and groups for tests of vector regressors.</summary>
internal static class VectorCases
{
    public static Matrix<double> Random(int rows, int columns, ulong seed)
    {
        var random = new RandomStream(seed);
        var matrix = new Matrix<double>(rows, columns);
        foreach (ref double value in matrix.Values)
        {
            value = random.Normal();
        }

        return matrix;
    }

    /// <summary>Groups of 1, 2, 3, 1, 2, 3 … rows.</summary>
    public static GroupedRows Groups(int groups, int columns, ulong seed)
    {
        int[] counts = [.. Enumerable.Range(0, groups).Select(group => 1 + group % 3)];
        return new GroupedRows(Random(counts.Sum(), columns, seed), counts);
    }

    public static double LargestDifference(Matrix<double> a, Matrix<double> b)
    {
        Assert.Equal((a.Rows, a.Columns), (b.Rows, b.Columns));
        double largest = 0;
        for (int i = 0; i < a.Values.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a.Values[i] - b.Values[i]));
        }

        return largest;
    }
}
