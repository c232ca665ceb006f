using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Kernels;

/// <summary>
/// Farthest point sampling: the first row, then again and again the row whose squared distance to
/// the nearest row chosen is largest, the first of equals (Gonzalez,
/// doi:10.1016/0304-3975(85)90224-5).
/// </summary>
public static class FarthestPoints
{
    /// <summary>Squared; of unit vectors, nearer ones are copies up to rounding.</summary>
    private const double Copies = 1e-20;

    /// <summary>
    /// The rows chosen, in order; fewer than asked for where all others are copies of one chosen.
    /// </summary>
    public static int[] Select(Matrix<double> rows, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (rows.Rows == 0)
        {
            return [];
        }

        var chosen = new List<int> { 0 };
        double[] nearest = new double[rows.Rows];
        Array.Fill(nearest, double.PositiveInfinity);
        while (true)
        {
            ReadOnlySpan<double> last = rows.Row(chosen[^1]);
            int farthest = 0;
            for (int i = 0; i < nearest.Length; i++)
            {
                nearest[i] = Math.Min(nearest[i], SquaredDistance(rows.Row(i), last));
                if (nearest[i] > nearest[farthest])
                {
                    farthest = i;
                }
            }

            if (chosen.Count == count || nearest[farthest] < Copies)
            {
                return [.. chosen];
            }

            chosen.Add(farthest);
        }
    }

    // Differences, not |x|² + |y|² − 2 x·y, which of near points is rounding.
    private static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = x[i] - y[i];
            sum += difference * difference;
        }

        return sum;
    }
}
