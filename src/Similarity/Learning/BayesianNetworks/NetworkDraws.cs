namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Point networks drawn from a model, on the processor in double precision. All rows are asked of
/// the same T networks, so that a row's prediction does not depend on its company.
/// </summary>
public sealed class NetworkDraws : INetworkDraws
{
    /// <summary>
    /// Rows that all networks are asked of before the next ones: the weights of a network, which
    /// are more than the first cache holds, are read once for so many.
    /// </summary>
    private const int SliceRows = 480;

    private readonly NetworkModel model;
    private readonly PointNetwork[] networks;

    private NetworkDraws(NetworkModel model, double[][] weights)
    {
        this.model = model;
        networks = Array.ConvertAll(weights, drawn => new PointNetwork(model.Shape, drawn));
    }

    public int Count => networks.Length;

    /// <summary>Multiplications and additions of the products for one row.</summary>
    public long ProductOperations => 2L * Count * Enumerable.Range(0, model.Shape.Layers)
        .Sum(layer => (long)model.Shape.InputsOf(layer) * model.Shape.OutputsOf(layer));

    /// <summary>
    /// count networks drawn from the weights of a Bayesian one; the members of an ensemble,
    /// whatever the count.
    /// </summary>
    public static NetworkDraws Of(NetworkModel model, int count, ulong seed) =>
        new(model, WeightDraws.Of(model, count, seed));

    /// <summary>Of each member the network of its means: fast, but blind to σ.</summary>
    public static NetworkDraws Centre(NetworkModel model) =>
        new(model, WeightDraws.Centre(model));

    /// <inheritdoc/>
    public void Predict(
        double[] rows,
        int count,
        Span<double> mean,
        Span<double> aleatoric,
        Span<double> epistemic,
        int threads,
        CancellationToken cancellation = default)
    {
        double[] means = new double[count], noises = new double[count], spreads = new double[count];
        int slices = (count + SliceRows - 1) / SliceRows;
        Parallel.For(
            0,
            slices,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            () => new Buffers(model.Shape),
            (slice, _, buffers) =>
            {
                int first = slice * SliceRows, some = Math.Min(SliceRows, count - first);
                Predict(
                    rows.AsSpan(first * model.Shape.Inputs, some * model.Shape.Inputs),
                    buffers,
                    means.AsSpan(first, some),
                    noises.AsSpan(first, some),
                    spreads.AsSpan(first, some));
                return buffers;
            },
            _ => { });
        means.CopyTo(mean);
        noises.CopyTo(aleatoric);
        spreads.CopyTo(epistemic);
    }

    private void Predict(
        ReadOnlySpan<double> rows,
        Buffers buffers,
        Span<double> mean,
        Span<double> aleatoric,
        Span<double> epistemic)
    {
        int count = mean.Length;
        Span<double> scaled = buffers.Scaled.AsSpan(0, rows.Length);
        Span<double> outputs = buffers.Outputs.AsSpan(0, count * NetworkShape.Outputs);
        model.Inputs.Apply(rows, scaled);
        foreach (PointNetwork network in networks)
        {
            network.Predict(scaled, buffers.Layers, outputs);
            for (int row = 0; row < count; row++)
            {
                double y = outputs[2 * row];
                mean[row] += y;
                epistemic[row] += y * y;
                aleatoric[row] += Math.Exp(2 * NoisyGaussian.Bounded(outputs[2 * row + 1]));
            }
        }

        double unit = model.TargetDeviation, square = unit * unit;
        for (int row = 0; row < count; row++)
        {
            double average = mean[row] / Count;
            mean[row] = model.TargetMean + unit * average;
            aleatoric[row] *= square / Count;
            epistemic[row] =
                square * Math.Max(0, epistemic[row] / Count - average * average);
        }
    }

    private sealed class Buffers(NetworkShape shape)
    {
        public PointNetwork.Buffers Layers { get; } = new(shape);

        public double[] Scaled { get; } = new double[SliceRows * shape.Inputs];

        public double[] Outputs { get; } = new double[SliceRows * NetworkShape.Outputs];
    }
}
