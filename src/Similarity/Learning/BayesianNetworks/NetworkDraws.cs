using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Point networks drawn from a model, t = 1 … T, and what they say together of a row: the mean of
/// ŷₜ; the aleatoric variance, mean of σₜ²; the epistemic one, mean of ŷₜ² − (mean ŷₜ)². All rows
/// are asked of the same T networks, so that a row's prediction does not depend on its company.
/// </summary>
public sealed class NetworkDraws
{
    /// <summary>
    /// Rows that go through the layers together: their activations stay in the second cache.
    /// </summary>
    private const int SliceRows = 512;

    private readonly NetworkModel model;
    private readonly double[][] weights;

    private NetworkDraws(NetworkModel model, double[][] weights)
    {
        this.model = model;
        this.weights = weights;
    }

    public int Count => weights.Length;

    /// <summary>Multiplications and additions of the products for one row.</summary>
    public long ProductOperations => 2L * Count * Enumerable.Range(0, model.Shape.Layers)
        .Sum(layer => (long)model.Shape.InputsOf(layer) * model.Shape.OutputsOf(layer));

    /// <summary>
    /// count networks drawn from the weights of a Bayesian one; the members of an ensemble,
    /// whatever the count.
    /// </summary>
    public static NetworkDraws Of(NetworkModel model, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!model.IsBayesian)
        {
            return Centre(model);
        }

        var random = new RandomStream(seed);
        GaussianWeights member = model.Members.Single();
        double[][] drawn = new double[count][];
        for (int t = 0; t < count; t++)
        {
            RandomStream own = random.Child((ulong)t);
            drawn[t] = new double[member.Count];
            for (int i = 0; i < member.Count; i++)
            {
                drawn[t][i] = member.Means[i]
                    + GaussianWeights.Deviation(member.Rhos[i]) * own.Normal();
            }
        }

        return new NetworkDraws(model, drawn);
    }

    /// <summary>Of each member the network of its means: fast, but blind to σ.</summary>
    public static NetworkDraws Centre(NetworkModel model) => new(
        model, [.. model.Members.Select(member => member.Means.ToArray())]);

    /// <param name="rows">Row after row, in the units of training.</param>
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
        NetworkShape shape = model.Shape;
        int count = mean.Length;
        Span<double> scaled = buffers.Scaled.AsSpan(0, rows.Length);
        model.Inputs.Apply(rows, scaled);
        foreach (double[] drawn in weights)
        {
            ReadOnlySpan<double> outputs = Forward(shape, drawn, scaled, count, buffers);
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

    private static ReadOnlySpan<double> Forward(
        NetworkShape shape,
        double[] parameters,
        ReadOnlySpan<double> rows,
        int count,
        Buffers buffers)
    {
        (double[] block, double[] now, double[] next) =
            (buffers.Block, buffers.Now, buffers.Next);
        ReadOnlySpan<double> x = rows;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int from = shape.InputsOf(layer), to = shape.OutputsOf(layer);
            Span<double> h = next.AsSpan(0, count * to);
            ReadOnlySpan<double> biases = parameters.AsSpan(shape.BiasStart(layer), to);
            for (int row = 0; row < count; row++)
            {
                biases.CopyTo(h[(row * to)..]);
            }

            MatrixProduct.Add(
                1,
                new MatrixView<double>(x, count, from),
                new MatrixView<double>(
                    parameters.AsSpan(shape.Start(layer), from * to), from, to),
                h,
                to);
            if (layer == shape.Layers - 1)
            {
                return h;
            }

            if (shape.OpensBlock(layer))
            {
                x.CopyTo(block);
            }

            Gelu.Apply(h);
            if (shape.ClosesBlock(layer))
            {
                VectorArithmetic.Add(block.AsSpan(0, count * to), h);
            }

            x = h;
            (now, next) = (next, now);
        }

        throw new InvalidOperationException("a network without an exit");
    }

    private sealed class Buffers(NetworkShape shape)
    {
        private readonly int size = SliceRows * Math.Max(shape.Width, NetworkShape.Outputs);

        public double[] Scaled { get; } = new double[SliceRows * shape.Inputs];

        public double[] Block => field ??= new double[size];

        public double[] Now => field ??= new double[size];

        public double[] Next => field ??= new double[size];
    }
}
