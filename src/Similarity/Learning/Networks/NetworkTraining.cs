using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Networks;

/// <summary>
/// Trains a network on groups: Adam on batches in random order, a rate that falls on plateaus of
/// the validation, and of all epochs the model that validated best.
/// </summary>
public sealed class NetworkTraining
{
    private readonly NetworkOptions options;
    private readonly GroupedRows training;
    private readonly GroupedRows validation;
    private readonly INetworkLoss loss;
    private readonly int threads;
    private readonly NetworkShape shape;
    private readonly InputScale inputs;
    private readonly OutputScale outputs;
    private readonly Matrix<double> scaled;
    private readonly Matrix<double> scaledValidation;

    private NetworkTraining(
        NetworkOptions options,
        GroupedRows training,
        GroupedRows validation,
        Matrix<double> firstTargets,
        INetworkLoss loss,
        int threads)
    {
        this.options = options;
        this.training = training;
        this.validation = validation;
        this.loss = loss;
        this.threads = threads;
        shape = new NetworkShape([training.Columns, .. options.Hidden, firstTargets.Columns]);
        inputs = InputScale.Of(training.Features);
        outputs = OutputScale.Of(firstTargets);
        scaled = inputs.Apply(training.Features.View());
        scaledValidation = inputs.Apply(validation.Features.View());
    }

    /// <param name="firstTargets">Of the training groups; sets where outputs start and their
    /// unit.</param>
    /// <param name="progress">Gets the epoch and its validation loss.</param>
    public static NetworkModel Run(
        NetworkOptions options,
        GroupedRows training,
        GroupedRows validation,
        Matrix<double> firstTargets,
        INetworkLoss loss,
        int threads = 1,
        Action<int, double>? progress = null,
        CancellationToken cancellation = default) =>
        new NetworkTraining(options, training, validation, firstTargets, loss, threads)
            .Run(progress, cancellation);

    private NetworkModel Run(Action<int, double>? progress, CancellationToken cancellation)
    {
        var random = new RandomStream(options.Seed);
        double[] parameters = FirstParameters(random.Child(0));
        double[] best = parameters;
        double leastLoss = double.PositiveInfinity;
        var adam = new Adam(parameters.Length);
        var schedule = new PlateauSchedule(options.Rate, options.Patience);
        RandomStream order = random.Child(1);
        int[] groups = [.. Enumerable.Range(0, training.Groups)];
        for (int epoch = 0; epoch < options.Epochs && schedule.Rate >= options.LeastRate; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            order.Shuffle<int>(groups);
            for (int first = 0; first < groups.Length; first += options.Batch)
            {
                int count = Math.Min(options.Batch, groups.Length - first);
                ReadOnlySpan<int> batch = groups.AsSpan(first, count);
                double[] gradient = GradientOf(parameters, batch, out _);
                adam.Step(parameters, gradient, schedule.Rate, options.Decay);
                loss.Step(batch, schedule.Rate);
            }

            double now = Validate(parameters);
            if (now < leastLoss)
            {
                leastLoss = now;
                best = (double[])parameters.Clone();
            }

            schedule.Observe(now);
            progress?.Invoke(epoch, now);
        }

        return new NetworkModel(shape, best, inputs, outputs);
    }

    /// <summary>Weights normal with variance 1 / inputs, the last layer a tenth of that.</summary>
    private double[] FirstParameters(RandomStream random)
    {
        double[] parameters = new double[shape.Parameters];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            double width = 1 / Math.Sqrt(shape.Widths[layer])
                * (layer == shape.Layers - 1 ? 0.1 : 1);
            foreach (ref double weight in parameters.AsSpan()[shape.Weights(layer)])
            {
                weight = width * random.Normal();
            }
        }

        return parameters;
    }

    private double[] GradientOf(double[] parameters, ReadOnlySpan<int> batch, out double total)
    {
        int count = 0;
        foreach (int group in batch)
        {
            count += training.Count(group);
        }

        var rows = new Matrix<double>(count, scaled.Columns);
        int next = 0;
        foreach (int group in batch)
        {
            scaled.Values
                .Slice(training.Start(group) * rows.Columns, training.Count(group) * rows.Columns)
                .CopyTo(rows.Values[(next * rows.Columns)..]);
            next += training.Count(group);
        }

        var pass = new NetworkPass(shape, rows);
        Matrix<double> predicted = pass.Forward(parameters, threads);
        var back = new Matrix<double>(count, predicted.Columns);
        double[] prediction = new double[predicted.Columns];
        double[] ofGroup = new double[predicted.Columns];
        total = 0;
        next = 0;
        foreach (int group in batch)
        {
            int members = training.Count(group);
            Average(predicted, next, members, prediction);
            total += loss.Train(group, prediction, ofGroup) / batch.Length;
            for (int row = next; row < next + members; row++)
            {
                VectorKernels.AddScaled<double>(
                    outputs.Width / (members * batch.Length), ofGroup, back.Row(row));
            }

            next += members;
        }

        double[] gradient = new double[parameters.Length];
        pass.Backward(parameters, back, gradient, threads);
        return gradient;
    }

    private double Validate(double[] parameters)
    {
        Matrix<double> predicted =
            new NetworkPass(shape, scaledValidation).Forward(parameters, threads);
        double[] prediction = new double[predicted.Columns];
        double sum = 0;
        for (int group = 0; group < validation.Groups; group++)
        {
            Average(predicted, validation.Start(group), validation.Count(group), prediction);
            sum += loss.Validate(group, prediction) / validation.Groups;
        }

        return sum;
    }

    private void Average(Matrix<double> predicted, int first, int count, double[] mean)
    {
        outputs.Offset.CopyTo(mean, 0);
        for (int row = first; row < first + count; row++)
        {
            VectorKernels.AddScaled(outputs.Width / count, predicted.Row(row), mean.AsSpan());
        }
    }
}
