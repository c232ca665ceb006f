using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>
/// ∂C/∂yᵢ = 4 Σⱼ (p(i, j) − q(i, j)) (yᵢ − yⱼ) / (1 + d²) of C = Σ p log(p/q): attractions along
/// the edges, repulsions 4 Σⱼ (1 + d²)⁻² (yᵢ − yⱼ) / Z from <see cref="RepulsionTree"/>.
/// </summary>
internal static class TsneGradient
{
    private const int ItemsPerTask = 512;

    public static double[] Of(
        EdgeWeights p, Matrix<double> y, double angle, double exaggeration, int threads)
    {
        double[] gradient = new double[2 * y.Rows];
        double z = new RepulsionTree(y).Repulsions(angle, gradient, threads);
        Attract(p, y, exaggeration, z, gradient, threads);
        return gradient;
    }

    /// <summary>C, with Z as the tree has it.</summary>
    public static double Divergence(EdgeWeights p, Matrix<double> y, double angle)
    {
        double z = new RepulsionTree(y).Repulsions(angle, new double[2 * y.Rows], 1);
        double sum = 0;
        for (int i = 0; i < y.Rows; i++)
        {
            ReadOnlySpan<int> columns = p.Columns(i);
            ReadOnlySpan<double> weights = p.Weights(i);
            for (int e = 0; e < columns.Length; e++)
            {
                double d0 = y[i, 0] - y[columns[e], 0], d1 = y[i, 1] - y[columns[e], 1];
                sum += weights[e] * Math.Log(weights[e] * (1 + d0 * d0 + d1 * d1) * z);
            }
        }

        return sum;
    }

    private static void Attract(
        EdgeWeights p,
        Matrix<double> y,
        double exaggeration,
        double z,
        double[] gradient,
        int threads)
    {
        int tasks = (y.Rows + ItemsPerTask - 1) / ItemsPerTask;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, tasks, parallel, task =>
        {
            ReadOnlySpan<double> all = y.Values;
            int end = Math.Min(y.Rows, (task + 1) * ItemsPerTask);
            for (int i = task * ItemsPerTask; i < end; i++)
            {
                ReadOnlySpan<int> columns = p.Columns(i);
                ReadOnlySpan<double> weights = p.Weights(i);
                double y0 = all[2 * i], y1 = all[2 * i + 1], sum0 = 0, sum1 = 0;
                for (int e = 0; e < columns.Length; e++)
                {
                    double d0 = y0 - all[2 * columns[e]], d1 = y1 - all[2 * columns[e] + 1];
                    double factor = weights[e] / (1 + d0 * d0 + d1 * d1);
                    sum0 += factor * d0;
                    sum1 += factor * d1;
                }

                gradient[2 * i] = 4 * (exaggeration * sum0 - gradient[2 * i] / z);
                gradient[2 * i + 1] = 4 * (exaggeration * sum1 - gradient[2 * i + 1] / z);
            }
        });
    }
}
