using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>
/// Uniform manifold approximation and projection (L. McInnes, J. Healy, J. Melville,
/// arXiv:1802.03426): points of the plane whose memberships φ are near those w of the neighbours,
/// in Σ w log(w/φ) + (1 − w) log((1 − w)/(1 − φ)), by stochastic descent.
/// </summary>
/// <remarks>
/// The paper's descent moves one edge after the other. Here items are dealt to rounds; those of a
/// round move at once, each along its own edges in order, past the others as the last round left
/// them. What an item draws depends on the seed, the epoch and the item, so threads do not matter.
/// </remarks>
public static class Umap
{
    /// <summary>
    /// Rounds of an epoch: two neighbours seldom move at once and swing past each other.
    /// </summary>
    private const int Rounds = 8;

    private const int ItemsPerTask = 256;
    private const double LongestStep = 4;

    /// <param name="start">
    /// Where the points begin, in any unit, as from <see cref="PlanarStart"/>; not changed.
    /// </param>
    /// <param name="progress">Is told the epochs done and how many there are.</param>
    public static Matrix<double> Embed(
        NeighbourLists lists,
        Matrix<double> start,
        UmapOptions options,
        int threads = 1,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.NegativeSamples, 0);
        PlanarStart.Require(start, lists.Count);
        var curve = MembershipCurve.Fit(options.MinDistance, options.Spread);
        EdgeWeights edges = FuzzyNeighbours.Of(lists);
        double largest = 0;
        foreach (double weight in edges.All)
        {
            largest = Math.Max(largest, weight);
        }

        var random = new RandomStream(options.Seed);
        Matrix<double> y = PlanarStart.Scaled(start, 10, 1e-4, random.Child(0));
        var layout = new Layout(edges, curve, y, largest, options.NegativeSamples);
        int epochs = options.EpochsOf(lists.Count);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            RandomStream draws = random.Child(1 + (ulong)epoch);
            double rate = 1 - (double)epoch / epochs;
            for (int round = 0; round < Rounds; round++)
            {
                layout.Move(epoch, round, rate, draws, parallel);
            }

            progress?.Invoke(epoch + 1, epochs);
        }

        return y;
    }

    private sealed class Layout(
        EdgeWeights edges,
        MembershipCurve curve,
        Matrix<double> y,
        double largest,
        int negatives)
    {
        private readonly double[] moved = new double[y.Values.Length];

        public void Move(
            int epoch, int round, double rate, RandomStream draws, ParallelOptions parallel)
        {
            int count = (y.Rows - round + Rounds - 1) / Rounds;
            int tasks = (count + ItemsPerTask - 1) / ItemsPerTask;
            Parallel.For(0, tasks, parallel, task =>
            {
                int end = Math.Min(count, (task + 1) * ItemsPerTask);
                for (int k = task * ItemsPerTask; k < end; k++)
                {
                    MoveItem(k * Rounds + round, epoch, rate, draws);
                }
            });
            for (int i = round; i < y.Rows; i += Rounds)
            {
                moved.AsSpan(2 * i, 2).CopyTo(y.Row(i));
            }
        }

        private void MoveItem(int item, int epoch, double rate, RandomStream draws)
        {
            RandomStream random = draws.Child((ulong)item);
            ReadOnlySpan<double> all = y.Values;
            double x0 = all[2 * item], x1 = all[2 * item + 1];
            ReadOnlySpan<int> columns = edges.Columns(item);
            ReadOnlySpan<double> weights = edges.Weights(item);
            for (int e = 0; e < columns.Length; e++)
            {
                // An edge of weight w is drawn in w / max w of the epochs, evenly.
                double frequency = weights[e] / largest;
                if (Math.Floor((epoch + 1) * frequency) <= Math.Floor(epoch * frequency))
                {
                    continue;
                }

                // Twice: as the edge from here, and as the end of the edge from there.
                int other = columns[e];
                Pull(all, other, rate, ref x0, ref x1);
                Push(all, item, rate, random, ref x0, ref x1);
                Pull(all, other, rate, ref x0, ref x1);
            }

            moved[2 * item] = x0;
            moved[2 * item + 1] = x1;
        }

        private void Pull(
            ReadOnlySpan<double> all, int other, double rate, ref double x0, ref double x1)
        {
            double d0 = x0 - all[2 * other], d1 = x1 - all[2 * other + 1];
            double factor = curve.Attraction(d0 * d0 + d1 * d1);
            x0 += rate * Clip(factor * d0);
            x1 += rate * Clip(factor * d1);
        }

        private void Push(
            ReadOnlySpan<double> all,
            int item,
            double rate,
            RandomStream random,
            ref double x0,
            ref double x1)
        {
            ulong bits = 0;
            for (int s = 0; s < negatives; s++)
            {
                // Two draws of 32 bits from 64; of n ≤ 2³¹ items the bias is below n / 2³².
                bits = s % 2 == 0 ? random.NextBits() : bits >> 32;
                int other = (int)((ulong)(uint)bits * (ulong)y.Rows >> 32);
                if (other == item)
                {
                    continue;
                }

                double d0 = x0 - all[2 * other], d1 = x1 - all[2 * other + 1];
                double factor = curve.Repulsion(d0 * d0 + d1 * d1);
                x0 += rate * Clip(factor * d0);
                x1 += rate * Clip(factor * d1);
            }
        }

        private static double Clip(double step) => Math.Clamp(step, -LongestStep, LongestStep);
    }
}
