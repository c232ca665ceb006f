using Similarity.Learning;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning;

/// <summary>Points to find groups and directions in, and their Euclidean distances.</summary>
internal static class RandomPoints
{
    /// <summary>Uniform in the unit cube: no two distances are equal.</summary>
    public static Matrix<double> Uniform(ulong seed, int count, int dimensions)
    {
        var stream = new RandomStream(seed);
        var points = new Matrix<double>(count, dimensions);
        foreach (ref double value in points.Values)
        {
            value = stream.Uniform();
        }

        return points;
    }

    /// <summary>On the corners of a square grid: most distances are equal to others.</summary>
    public static Matrix<double> OnGrid(ulong seed, int count, int dimensions)
    {
        Matrix<double> points = Uniform(seed, count, dimensions);
        foreach (ref double value in points.Values)
        {
            value = Math.Floor(4 * value);
        }

        return points;
    }

    public static DistanceMatrix Distances(Matrix<double> points) => DistanceMatrix.Of(
        points.Rows,
        (i, j) =>
        {
            double sum = 0;
            for (int c = 0; c < points.Columns; c++)
            {
                sum += Math.Pow(points[i, c] - points[j, c], 2);
            }

            return Math.Sqrt(sum);
        });
}
