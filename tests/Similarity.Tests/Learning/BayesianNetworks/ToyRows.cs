using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

/// <summary>
/// y = sin 3x + σ(x) ε for x uniform in (−1, 1), with σ = 0.1 for x &lt; 0 and 0.3 above.
/// </summary>
internal static class ToyRows
{
    public const double QuietNoise = 0.1, LoudNoise = 0.3;

    public static (double[] Rows, double[] Targets) Draw(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] rows = new double[count], targets = new double[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = random.Uniform(-1, 1);
            targets[i] = Mean(rows[i])
                + (rows[i] < 0 ? QuietNoise : LoudNoise) * random.Normal();
        }

        return (rows, targets);
    }

    public static double Mean(double x) => Math.Sin(3 * x);
}
