using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// A few rows through the network and their gradients back. Weights are not drawn: what a unit
/// receives is, h = x μ + √(x² σ²) ε, row by row (local reparameterisation: Kingma, Salimans,
/// Welling, arXiv:1506.02557), whose gradients are less noisy and cost one more product.
/// </summary>
/// <remarks>
/// With g_h = ∂F/∂h and g_V = g_h ε/(2√V): ∂μ = xᵀ g_h, ∂σ² = (x²)ᵀ g_V,
/// ∂x = g_h μᵀ + 2 x (g_V (σ²)ᵀ). The buffers of one thread; not shared.
/// </remarks>
internal sealed class NetworkPass
{
    // Keeps 1/√V finite where every input of a unit is 0.
    private const double LeastVariance = 1e-16;

    private readonly NetworkShape shape;
    private readonly double[][] inputs;
    private readonly double[][] received;
    private readonly double[][] variances;
    private readonly double[][] noise;
    private readonly double[] squares;
    private readonly double[] spread;
    private readonly double[] back;
    private readonly double[] backSquares;
    private readonly double[] skipped;

    public NetworkPass(NetworkShape shape, int mostRows)
    {
        this.shape = shape;
        double[][] PerLayer(Func<int, int> columns) =>
            [.. Enumerable.Range(0, shape.Layers).Select(l => new double[mostRows * columns(l)])];
        inputs = PerLayer(shape.InputsOf);
        received = PerLayer(shape.OutputsOf);
        variances = PerLayer(shape.OutputsOf);
        noise = PerLayer(shape.OutputsOf);
        int widest = Math.Max(shape.Inputs, Math.Max(shape.Width, NetworkShape.Outputs));
        squares = new double[mostRows * widest];
        spread = new double[mostRows * widest];
        back = new double[mostRows * widest];
        backSquares = new double[mostRows * widest];
        skipped = new double[mostRows * widest];
        MeanGradient = new double[shape.Parameters];
        VarianceGradient = new double[shape.Parameters];
        OutputGradient = new double[mostRows * NetworkShape.Outputs];
    }

    /// <summary>∂F/∂μ of the rows of the last <see cref="Backward"/>.</summary>
    public double[] MeanGradient { get; }

    /// <summary>∂F/∂σ².</summary>
    public double[] VarianceGradient { get; }

    /// <summary>∂F/∂(ŷ, ln σ), written by the caller.</summary>
    public double[] OutputGradient { get; }

    /// <summary>Where the rows that enter are written.</summary>
    public Span<double> Rows => inputs[0];

    /// <param name="squaredDeviations">σ²; empty for point weights.</param>
    /// <returns>(ŷ, ln σ) of each row.</returns>
    public ReadOnlySpan<double> Forward(
        int rows,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> squaredDeviations,
        RandomStream random)
    {
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int from = shape.InputsOf(layer), to = shape.OutputsOf(layer);
            Span<double> x = inputs[layer].AsSpan(0, rows * from);
            Span<double> h = received[layer].AsSpan(0, rows * to);
            Affine(x, rows, layer, means, h);
            if (!squaredDeviations.IsEmpty)
            {
                Span<double> v = variances[layer].AsSpan(0, rows * to);
                Span<double> e = noise[layer].AsSpan(0, rows * to);
                Span<double> xx = squares.AsSpan(0, rows * from);
                VectorArithmetic.Square(x, xx);
                Affine(xx, rows, layer, squaredDeviations, v);
                TabulatedNormals.Fill(random, e);
                VectorArithmetic.AddNoise(v, e, LeastVariance, h);
            }

            if (layer < shape.Layers - 1)
            {
                Span<double> next = inputs[layer + 1].AsSpan(0, rows * to);
                h.CopyTo(next);
                Gelu.Apply(next);
                if (shape.ClosesBlock(layer))
                {
                    int opened = layer + 1 - shape.LayersPerBlock;
                    VectorArithmetic.Add(inputs[opened].AsSpan(0, rows * to), next);
                }
            }
        }

        return received[^1].AsSpan(0, rows * NetworkShape.Outputs);
    }

    /// <summary>After <see cref="Forward"/>, from <see cref="OutputGradient"/>.</summary>
    /// <param name="frozen">So many layers at the entry get no gradient.</param>
    public void Backward(
        int rows,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> squaredDeviations,
        int frozen)
    {
        Array.Clear(MeanGradient);
        Array.Clear(VarianceGradient);
        OutputGradient.AsSpan(0, rows * NetworkShape.Outputs).CopyTo(back);
        for (int layer = shape.Layers - 1; layer >= frozen; layer--)
        {
            int from = shape.InputsOf(layer), to = shape.OutputsOf(layer);
            Span<double> g = spread.AsSpan(0, rows * to);
            back.AsSpan(0, rows * to).CopyTo(g);
            if (shape.ClosesBlock(layer))
            {
                g.CopyTo(skipped);
            }

            if (layer < shape.Layers - 1)
            {
                Gelu.Differentiate(received[layer].AsSpan(0, rows * to), g);
            }

            ReadOnlySpan<double> x = inputs[layer].AsSpan(0, rows * from);
            AddGradient(x, g, rows, layer, MeanGradient);
            bool goesOn = layer > frozen;
            if (goesOn)
            {
                MatrixProduct.Multiply(
                    new MatrixView<double>(g, rows, to),
                    Weights(layer, means).Transpose,
                    back,
                    from);
            }

            if (!squaredDeviations.IsEmpty)
            {
                VectorArithmetic.SpreadGradient(
                    variances[layer].AsSpan(0, rows * to), noise[layer], LeastVariance, g);
                Span<double> xx = squares.AsSpan(0, rows * from);
                VectorArithmetic.Square(x, xx);
                AddGradient(xx, g, rows, layer, VarianceGradient);
                if (goesOn)
                {
                    MatrixProduct.Multiply(
                        new MatrixView<double>(g, rows, to),
                        Weights(layer, squaredDeviations).Transpose,
                        backSquares,
                        from);
                    VectorArithmetic.AddTwiceProduct(
                        x, backSquares.AsSpan(0, rows * from), back.AsSpan(0, rows * from));
                }
            }

            if (goesOn && shape.OpensBlock(layer))
            {
                VectorArithmetic.Add(skipped.AsSpan(0, rows * from), back.AsSpan(0, rows * from));
            }
        }
    }

    private MatrixView<double> Weights(int layer, ReadOnlySpan<double> parameters) => new(
        parameters[shape.Start(layer)..shape.BiasStart(layer)],
        shape.InputsOf(layer),
        shape.OutputsOf(layer));

    private void Affine(
        ReadOnlySpan<double> x,
        int rows,
        int layer,
        ReadOnlySpan<double> parameters,
        Span<double> result)
    {
        int from = shape.InputsOf(layer), to = shape.OutputsOf(layer);
        ReadOnlySpan<double> biases = parameters.Slice(shape.BiasStart(layer), to);
        for (int row = 0; row < rows; row++)
        {
            biases.CopyTo(result[(row * to)..]);
        }

        MatrixProduct.Add(
            1, new MatrixView<double>(x, rows, from), Weights(layer, parameters), result, to);
    }

    private void AddGradient(
        ReadOnlySpan<double> x, ReadOnlySpan<double> g, int rows, int layer, Span<double> sum)
    {
        int from = shape.InputsOf(layer), to = shape.OutputsOf(layer);
        MatrixProduct.Add(
            1,
            new MatrixView<double>(x, rows, from).Transpose,
            new MatrixView<double>(g, rows, to),
            sum[shape.Start(layer)..shape.BiasStart(layer)],
            to);
        Span<double> biases = sum.Slice(shape.BiasStart(layer), to);
        for (int row = 0; row < rows; row++)
        {
            VectorArithmetic.Add(g.Slice(row * to, to), biases);
        }
    }
}
