using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// A network of given weights, ready to be asked: a few rows go through all layers before the next
/// few, so that what a layer leaves is still in the first caches when the next one reads it.
/// </summary>
internal sealed class PointNetwork
{
    /// <summary>Rows that go through together: a multiple of those of the register block.</summary>
    private const int TileRows = 96;

    private readonly NetworkShape shape;
    private readonly AffineMap[] hidden;
    private readonly double[][] exit;
    private readonly double[] exitBiases;

    public PointNetwork(NetworkShape shape, ReadOnlySpan<double> parameters)
    {
        this.shape = shape;
        hidden = new AffineMap[shape.Layers - 1];
        for (int layer = 0; layer < hidden.Length; layer++)
        {
            int biases = shape.BiasStart(layer);
            hidden[layer] = new AffineMap(
                parameters[shape.Start(layer)..biases],
                parameters.Slice(biases, shape.OutputsOf(layer)));
        }

        // The exit is too narrow for a map: two sums along each row.
        int last = shape.Layers - 1;
        exit = [new double[shape.Width], new double[shape.Width]];
        exitBiases = parameters.Slice(shape.BiasStart(last), NetworkShape.Outputs).ToArray();
        for (int i = 0; i < shape.Width; i++)
        {
            for (int output = 0; output < NetworkShape.Outputs; output++)
            {
                exit[output][i] = parameters[shape.Start(last) + NetworkShape.Outputs * i + output];
            }
        }
    }

    /// <param name="rows">Scaled.</param>
    /// <param name="outputs">(ŷ, ln σ) of each row.</param>
    public void Predict(ReadOnlySpan<double> rows, Buffers buffers, Span<double> outputs)
    {
        int count = outputs.Length / NetworkShape.Outputs;
        for (int first = 0; first < count; first += TileRows)
        {
            int some = Math.Min(TileRows, count - first);
            Tile(
                rows.Slice(first * shape.Inputs, some * shape.Inputs),
                some,
                buffers,
                outputs.Slice(first * NetworkShape.Outputs, some * NetworkShape.Outputs));
        }
    }

    private void Tile(ReadOnlySpan<double> rows, int count, Buffers buffers, Span<double> outputs)
    {
        int size = count * shape.Width;
        Span<double> block = buffers.Block.AsSpan(0, size);
        Span<double> now = buffers.Now.AsSpan(0, size), next = buffers.Next.AsSpan(0, size);
        ReadOnlySpan<double> x = rows;
        for (int layer = 0; layer < hidden.Length; layer++)
        {
            if (shape.OpensBlock(layer))
            {
                x.CopyTo(block);
            }

            hidden[layer].Apply(x, next);
            Gelu.Apply(next);
            if (shape.ClosesBlock(layer))
            {
                VectorArithmetic.Add(block, next);
            }

            x = next;
            Span<double> other = now;
            now = next;
            next = other;
        }

        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<double> received = x.Slice(row * shape.Width, shape.Width);
            for (int output = 0; output < NetworkShape.Outputs; output++)
            {
                outputs[NetworkShape.Outputs * row + output] = exitBiases[output]
                    + VectorKernels.Dot<double>(received, exit[output]);
            }
        }
    }

    /// <summary>Of one thread, for networks of one shape.</summary>
    public sealed class Buffers(NetworkShape shape)
    {
        public double[] Block { get; } = new double[TileRows * shape.Width];

        public double[] Now { get; } = new double[TileRows * shape.Width];

        public double[] Next { get; } = new double[TileRows * shape.Width];
    }
}
