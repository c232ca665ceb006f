using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Validation;

/// <summary>
/// How far the neighbours that a map shows are neighbours of the vectors (J. Venna, S. Kaski,
/// Neural Netw. 19, 889 (2006)): T = 1 − 2/(n k (2n − 3k − 1)) Σᵢ Σⱼ (r(i, j) − k), over the k
/// nearest j of i in the map, r the rank of j among the vectors by distance from i where it is
/// beyond k. 1 of a map without false neighbours, about 1/2 of random points.
/// </summary>
public static class Trustworthiness
{
    /// <param name="neighbours">k, less than n/2.</param>
    /// <param name="items">
    /// How many items, drawn by the seed, stand for all; all by default. Each costs n distances.
    /// </param>
    public static double Of(
        Matrix<float> vectors,
        Matrix<double> map,
        int neighbours,
        int? items = null,
        ulong seed = 1,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        int n = vectors.Rows;
        ArgumentOutOfRangeException.ThrowIfNotEqual(map.Rows, n, nameof(map));
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(2 * neighbours, n, nameof(neighbours));
        int[] drawn = items < n
            ? new RandomStream(seed).Sample(n, items.Value)
            : [.. Enumerable.Range(0, n)];
        long[] excesses = new long[drawn.Length];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, drawn.Length, options, d =>
            excesses[d] = Excess(vectors, map, drawn[d], neighbours));
        double k = neighbours;
        return 1 - 2 / (drawn.Length * k * (2.0 * n - 3 * k - 1)) * excesses.Sum();
    }

    /// <summary>Σⱼ max(0, r(i, j) − k) of one item; of equal distances the earlier is nearer.
    /// </summary>
    private static long Excess(Matrix<float> vectors, Matrix<double> map, int item, int neighbours)
    {
        int n = vectors.Rows;
        double[] shown = new double[n], real = new double[n];
        for (int j = 0; j < n; j++)
        {
            shown[j] = SquaredDistance(map.Row(item), map.Row(j));
            real[j] = SquaredDistance(vectors.Row(item), vectors.Row(j));
        }

        shown[item] = real[item] = double.NegativeInfinity;
        int[] byReal = Order(real), byShown = Order(shown);
        int[] rank = new int[n];
        for (int r = 0; r < n; r++)
        {
            rank[byReal[r]] = r;
        }

        // The item itself has rank 0 in both.
        long excess = 0;
        for (int r = 1; r <= neighbours; r++)
        {
            excess += Math.Max(0, rank[byShown[r]] - neighbours);
        }

        return excess;
    }

    private static int[] Order(double[] distances)
    {
        int[] order = [.. Enumerable.Range(0, distances.Length)];
        (double Distance, int Item)[] pairs = [.. distances.Zip(order)];
        Array.Sort(pairs);
        return [.. pairs.Select(pair => pair.Item)];
    }

    private static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int c = 0; c < x.Length; c++)
        {
            sum += (x[c] - y[c]) * (x[c] - y[c]);
        }

        return sum;
    }

    private static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int c = 0; c < x.Length; c++)
        {
            double difference = (double)x[c] - y[c];
            sum += difference * difference;
        }

        return sum;
    }
}
