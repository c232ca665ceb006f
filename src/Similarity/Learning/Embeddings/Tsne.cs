using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>
/// t-distributed stochastic neighbour embedding: points of the plane whose q(i, j) = 1 / (1 + d²) /
/// Z, Z the sum over all pairs, are near the p(i, j) of the neighbours, in the divergence Σ p log
/// (p/q), by descent with gains and momentum; repulsion by a tree (L. van der Maaten, J. Mach.
/// Learn. Res. 15, 3221 (2014)); rates as A. C. Belkina et al., Nat. Commun. 10, 5415 (2019).
/// </summary>
public static class Tsne
{
    private const double LeastGain = 0.01;
    private const double LeastRate = 50;

    /// <param name="start">Where the points begin, in any unit; not changed.</param>
    /// <param name="progress">Is told the steps done and how many there are.</param>
    public static Matrix<double> Embed(
        NeighbourLists lists,
        Matrix<double> start,
        TsneOptions options,
        int threads = 1,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        PlanarStart.Require(start, lists.Count);
        EdgeWeights p = PerplexityCalibration.Of(lists, options.Perplexity);
        Matrix<double> y = PlanarStart.Scaled(
            start, 3e-4, 1e-6, new RandomStream(options.Seed));
        int n = y.Rows;
        double rate = Math.Max(LeastRate, n / options.Exaggeration / 4);
        double[] velocity = new double[2 * n], gains = new double[2 * n];
        Array.Fill(gains, 1);
        for (int step = 0; step < options.Iterations; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isEarly = step < options.ExaggeratedIterations;
            double[] gradient = TsneGradient.Of(
                p, y, options.Angle, isEarly ? options.Exaggeration : 1, threads);
            double momentum = isEarly ? 0.5 : 0.8;
            Span<double> values = y.Values;
            for (int c = 0; c < values.Length; c++)
            {
                // A gain grows while the gradient keeps pushing the way the point goes.
                bool keeps = gradient[c] * velocity[c] < 0;
                gains[c] = Math.Max(LeastGain, keeps ? gains[c] + 0.2 : gains[c] * 0.8);
                velocity[c] = momentum * velocity[c] - rate * gains[c] * gradient[c];
                values[c] += velocity[c];
            }

            Centre(y);
            progress?.Invoke(step + 1, options.Iterations);
        }

        return y;
    }

    private static void Centre(Matrix<double> y)
    {
        double mean0 = 0, mean1 = 0;
        for (int i = 0; i < y.Rows; i++)
        {
            mean0 += y[i, 0];
            mean1 += y[i, 1];
        }

        for (int i = 0; i < y.Rows; i++)
        {
            y[i, 0] -= mean0 / y.Rows;
            y[i, 1] -= mean1 / y.Rows;
        }
    }
}
