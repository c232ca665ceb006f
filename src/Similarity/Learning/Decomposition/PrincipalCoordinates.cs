using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Decomposition;

/// <summary>
/// Points whose distances come nearest to given ones, in the sense of classical scaling (W. S.
/// Torgerson, Psychometrika 17, 401 (1952)): eigenvectors of B = −½ J D² J, J = 1 − 1/n, times √λ.
/// Of Euclidean distances they are the principal components of the vectors, which need not be
/// known.
/// </summary>
public sealed class PrincipalCoordinates
{
    private const double LeastEigenvalue = 1e-11;

    private readonly Matrix<double> points;

    private PrincipalCoordinates(Matrix<double> points, ImmutableArray<double> shares)
    {
        this.points = points;
        Shares = shares;
    }

    /// <summary>λ over the sum of |λ|: how much of the distances a coordinate explains.</summary>
    public ImmutableArray<double> Shares { get; }

    /// <summary>
    /// Number of coordinates; fewer than asked for where the distances need no more.
    /// </summary>
    public int Count => points.Columns;

    public ReadOnlySpan<double> Point(int item) => points.Row(item);

    /// <param name="count">The most coordinates to keep.</param>
    public static PrincipalCoordinates Of(DistanceMatrix distances, int count, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int n = distances.Count;
        Eigensystem<double> system =
            HermitianEigenproblem.Solve(Centred(distances), threads: threads);
        double sum = 0, largest = 0;
        foreach (double value in system.Values)
        {
            sum += Math.Abs(value);
            largest = Math.Max(largest, Math.Abs(value));
        }

        int kept = 0;
        while (kept < Math.Min(count, n)
            && system.Values[n - 1 - kept] > LeastEigenvalue * largest)
        {
            kept++;
        }

        var points = new Matrix<double>(n, kept);
        double[] shares = new double[kept];
        double[] vector = new double[n];
        for (int c = 0; c < kept; c++)
        {
            double value = system.Values[n - 1 - c];
            shares[c] = value / sum;
            for (int i = 0; i < n; i++)
            {
                vector[i] = system.Vectors![i, n - 1 - c] * Math.Sqrt(value);
            }

            EigenvectorSign.Fix(vector);
            for (int i = 0; i < n; i++)
            {
                points[i, c] = vector[i];
            }
        }

        return new PrincipalCoordinates(points, [.. shares]);
    }

    private static Matrix<double> Centred(DistanceMatrix distances)
    {
        int n = distances.Count;
        var b = new Matrix<double>(n, n);
        double[] means = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                b[i, j] = -0.5 * distances[i, j] * distances[i, j];
                means[i] += b[i, j] / n;
            }
        }

        double mean = means.Sum() / Math.Max(1, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                b[i, j] += mean - means[i] - means[j];
            }
        }

        return b;
    }
}
