using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

/// <summary>Networks of random weights, rows for them, and what comes out by plain loops.</summary>
internal static class RandomNetwork
{
    public static NetworkModel Of(NetworkShape shape, bool isBayesian, ulong seed)
    {
        var random = new RandomStream(seed);
        double[] Numbers(int count, double mean, double deviation) =>
            [.. Enumerable.Range(0, count).Select(_ => mean + deviation * random.Normal())];

        // Units receive sums of order 1; the noise of some rows is beyond its bounds.
        double spread = 1.5 / Math.Sqrt(shape.Width);
        double[] Means() => Numbers(shape.Parameters, 0, spread);
        return new NetworkModel(
            shape,
            new RowScaling(
                Numbers(shape.Inputs, 3, 1),
                Array.ConvertAll(Numbers(shape.Inputs, 0, 1), x => 1 + Math.Abs(x))),
            0.03,
            0.01,
            isBayesian
                ? [new GaussianWeights(Means(), Numbers(shape.Parameters, -4, 0.5))]
                : [new GaussianWeights(Means(), null), new GaussianWeights(Means(), null)]);
    }

    public static double[] Rows(NetworkModel model, int count, ulong seed)
    {
        var random = new RandomStream(seed);
        int columns = model.Shape.Inputs;
        return
        [
            .. Enumerable.Range(0, count * columns).Select(i => model.Inputs.Means[i % columns]
                + model.Inputs.Deviations[i % columns] * random.Normal()),
        ];
    }

    /// <summary>(mean, aleatoric, epistemic) of a row.</summary>
    public static (double, double, double) Plain(
        NetworkModel model, double[][] drawn, ReadOnlySpan<double> row)
    {
        double[] scaled = new double[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            scaled[i] = (row[i] - model.Inputs.Means[i]) / model.Inputs.Deviations[i];
        }

        (double Y, double Log)[] said =
            [.. drawn.Select(weights => Plain(model.Shape, weights, scaled))];
        double unit = model.TargetDeviation, mean = said.Average(one => one.Y);
        return (
            model.TargetMean + unit * mean,
            unit * unit * said.Average(one => Math.Exp(2 * Math.Clamp(one.Log, -7, 3))),
            unit * unit * said.Average(one => (one.Y - mean) * (one.Y - mean)));
    }

    private static (double Y, double Log) Plain(
        NetworkShape shape, double[] weights, double[] scaled)
    {
        double[] x = scaled, block = x;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            if (shape.OpensBlock(layer))
            {
                block = x;
            }

            double[] next = new double[shape.OutputsOf(layer)];
            for (int j = 0; j < next.Length; j++)
            {
                double h = weights[shape.BiasStart(layer) + j];
                for (int i = 0; i < x.Length; i++)
                {
                    h += x[i] * weights[shape.Start(layer) + i * next.Length + j];
                }

                double u = Math.Sqrt(2 / Math.PI) * (h + 0.044715 * h * h * h);
                next[j] = layer == shape.Layers - 1 ? h
                    : 0.5 * h * (1 + Math.Tanh(u)) + (shape.ClosesBlock(layer) ? block[j] : 0);
            }

            x = next;
        }

        return (x[0], x[1]);
    }
}
