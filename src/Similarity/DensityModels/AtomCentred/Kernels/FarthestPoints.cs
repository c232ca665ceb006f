using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// Rows of a matrix far from each other: the first one, then always the one whose nearest chosen
/// row is farthest; of equals the first. Every beginning of the list is such a choice too.
/// </summary>
internal static class FarthestPoints
{
    /// <summary>At most <paramref name="count"/> rows, fewer when the others are copies.</summary>
    public static int[] Select(Matrix<double> rows, int count)
    {
        double[] distances = new double[rows.Rows];
        Array.Fill(distances, double.PositiveInfinity);
        var chosen = new List<int>();
        int next = 0;
        while (chosen.Count < Math.Min(count, rows.Rows))
        {
            chosen.Add(next);
            ReadOnlySpan<double> last = rows.Row(next);
            next = 0;
            for (int i = 0; i < rows.Rows; i++)
            {
                distances[i] = Math.Min(distances[i], DistanceSquared(rows.Row(i), last));
                if (distances[i] > distances[next])
                {
                    next = i;
                }
            }

            // Of unit vectors: below this a row is a copy up to rounding.
            if (distances[next] < 1e-20)
            {
                break;
            }
        }

        return [.. chosen];
    }

    private static double DistanceSquared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum0 = 0, sum1 = 0;
        int i = 0;
        for (; i + 1 < a.Length; i += 2)
        {
            double x = a[i] - b[i], y = a[i + 1] - b[i + 1];
            sum0 += x * x;
            sum1 += y * y;
        }

        if (i < a.Length)
        {
            sum0 += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum0 + sum1;
    }
}
