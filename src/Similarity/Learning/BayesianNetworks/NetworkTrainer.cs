using System.Globalization;
using Similarity.Learning.Networks;
using Similarity.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Fits a network by Adam on batches in a new random order each epoch. The same rows, options and
/// seed give the same model on any number of threads.
/// </summary>
public sealed class NetworkTrainer(NetworkOptions options)
{
    // Children of the seed.
    private const ulong Weights = 0, Orders = 1, Noise = 2;

    /// <summary>ln σ of the noise before learning, in units of the targets' deviation.</summary>
    private const double InitialLogNoise = -2;

    /// <summary>The exit starts small: the first predictions are near the mean.</summary>
    private const double InitialExit = 0.3;

    private const double LastRate = 0.01;

    public NetworkOptions Options { get; } = options;

    /// <param name="rows">Row after row, columns numbers each.</param>
    /// <param name="progress">Told the epoch done and its mean loss per row.</param>
    public NetworkModel Train(
        double[] rows,
        int columns,
        double[] targets,
        ulong seed,
        int threads,
        NetworkStart? start = null,
        Action<int, double>? progress = null,
        CancellationToken cancellation = default)
    {
        Options.Check();
        Check(rows, columns, targets);
        NetworkShape shape = start?.Model.Shape
            ?? new NetworkShape(columns, Options.Width, Options.Blocks, Options.LayersPerBlock);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns, shape.Inputs);
        RowScaling scaling = start?.Model.Inputs ?? RowScaling.Of(rows, columns);
        (double mean, double deviation) = start is null
            ? ScaleOf(targets)
            : (start.Model.TargetMean, start.Model.TargetDeviation);
        double[] scaled = new double[rows.Length];
        scaling.Apply(rows, scaled);
        double[] wanted = Array.ConvertAll(targets, y => (y - mean) / deviation);

        var random = new RandomStream(seed);
        double[] means, rhos;
        if (start is null)
        {
            means = Initial(shape, random.Child(Weights));
            rhos = new double[shape.Parameters];
            Array.Fill(rhos, Options.InitialRho);
        }
        else
        {
            GaussianWeights from = start.Model.Members.Single();
            if (from.IsPoint == Options.IsBayesian)
            {
                throw new ArgumentException(
                    "a Bayesian network continues a Bayesian one, a point network a point one",
                    nameof(start));
            }

            means = from.Means.ToArray();
            rhos = from.Rhos.ToArray();
        }

        double loss = Descend(
            shape, start, scaled, wanted, means, Options.IsBayesian ? rhos : null, random, threads,
            progress, cancellation);
        var weights = new GaussianWeights(means, Options.IsBayesian ? rhos : null);
        return new NetworkModel(shape, scaling, mean, deviation, [weights]) { LastLoss = loss };
    }

    private double Descend(
        NetworkShape shape,
        NetworkStart? start,
        double[] rows,
        double[] targets,
        double[] means,
        double[]? rhos,
        RandomStream random,
        int threads,
        Action<int, double>? progress,
        CancellationToken cancellation)
    {
        int count = targets.Length, batchRows = Math.Min(Options.BatchRows, count);
        int frozen = start?.FrozenLayers ?? 0;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frozen, shape.Layers);
        GaussianPrior prior = start?.PriorWidening is double widening
            ? GaussianPrior.FromPosterior(start.Model.Members[0], widening)
            : new GaussianPrior(Options.PriorDeviation);
        var energy = new FreeEnergy(
            shape, prior, Options.DivergenceWeight / count, Options.Tempering, frozen, batchRows,
            threads);
        int[] order = [.. Enumerable.Range(0, count)];
        RandomStream orders = random.Child(Orders), noise = random.Child(Noise);
        int first = shape.Start(frozen);
        Adam forMeans = new(means.Length - first), forRhos = new(means.Length - first);
        int batches = (count + batchRows - 1) / batchRows, steps = batches * Options.Epochs;
        double epochLoss = 0;
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int place = step % batches * batchRows;
            if (place == 0)
            {
                orders.Child((ulong)(step / batches)).Shuffle(order.AsSpan());
                epochLoss = 0;
            }

            ReadOnlyMemory<int> batch =
                order.AsMemory(place, Math.Min(batchRows, count - place));
            double loss = energy.Evaluate(
                means, rhos, rows, targets, batch, noise.Child((ulong)step));
            if (!double.IsFinite(loss))
            {
                throw new ArithmeticException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the loss of step {step} is {loss}: the learning rate is too high"));
            }

            epochLoss += loss * batch.Length / count;
            double half = 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            double rate = Options.LearningRate * (LastRate + (1 - LastRate) * half);
            forMeans.Step(means.AsSpan(first), energy.MeanGradient.AsSpan(first), rate);
            if (rhos is not null)
            {
                forRhos.Step(rhos.AsSpan(first), energy.RhoGradient.AsSpan(first), rate);
            }

            if (step % batches == batches - 1)
            {
                progress?.Invoke(step / batches + 1, epochLoss);
            }
        }

        return epochLoss;
    }

    /// <summary>N(0, 2/inputs), which keeps the size of activations from layer to layer.</summary>
    private static double[] Initial(NetworkShape shape, RandomStream random)
    {
        double[] means = new double[shape.Parameters];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            double scale = Math.Sqrt(2.0 / shape.InputsOf(layer))
                * (layer == shape.Layers - 1 ? InitialExit : 1);
            for (int i = shape.Start(layer); i < shape.BiasStart(layer); i++)
            {
                means[i] = scale * random.Normal();
            }
        }

        means[^1] = InitialLogNoise;
        return means;
    }

    private static (double Mean, double Deviation) ScaleOf(double[] targets)
    {
        double mean = targets.Average();
        double deviation = Math.Sqrt(targets.Average(y => (y - mean) * (y - mean)));
        return (mean, deviation > 0 ? deviation : 1);
    }

    private static void Check(double[] rows, int columns, double[] targets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targets.Length, 1, nameof(targets));
        if (rows.Length != (long)columns * targets.Length)
        {
            throw new ArgumentException(
                $"{rows.Length} numbers are not {targets.Length} rows of {columns}", nameof(rows));
        }

        foreach (double[] numbers in new[] { rows, targets })
        {
            int wrong = Array.FindIndex(numbers, x => !double.IsFinite(x));
            if (wrong >= 0)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"number {wrong} is {numbers[wrong]}; rows and targets are finite"));
            }
        }
    }
}
