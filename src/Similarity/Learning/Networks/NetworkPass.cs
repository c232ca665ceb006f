using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Networks;

/// <summary>
/// Rows on their way through a network, and the way back: what each layer was given is kept for the
/// gradient.
/// </summary>
internal sealed class NetworkPass(NetworkShape shape, Matrix<double> rows)
{
    private readonly Matrix<double>[] entering = new Matrix<double>[shape.Layers];
    private readonly Matrix<double>[] leaving = new Matrix<double>[shape.Layers];

    /// <summary>The outputs of the last layer.</summary>
    public Matrix<double> Forward(ReadOnlySpan<double> parameters, int threads)
    {
        Matrix<double> current = rows;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            entering[layer] = current;
            var weights = new MatrixView<double>(
                parameters[shape.Weights(layer)], shape.Widths[layer], shape.Widths[layer + 1]);
            Matrix<double> sums = MatrixProduct.Multiply(current.View(), weights, threads);
            ReadOnlySpan<double> biases = parameters[shape.Biases(layer)];
            for (int i = 0; i < sums.Rows; i++)
            {
                VectorKernels.AddScaled(1.0, biases, sums.Row(i));
            }

            leaving[layer] = sums;
            if (layer < shape.Layers - 1)
            {
                current = new Matrix<double>(sums.Rows, sums.Columns);
                for (int i = 0; i < sums.Values.Length; i++)
                {
                    double z = sums.Values[i];
                    current.Values[i] = z / (1 + Math.Exp(-z));
                }
            }
        }

        return leaving[^1];
    }

    /// <summary>
    /// Adds dL/d(parameters) to the gradient, of dL/d(outputs); after <see cref="Forward"/>.
    /// </summary>
    public void Backward(
        ReadOnlySpan<double> parameters,
        Matrix<double> outputs,
        Span<double> gradient,
        int threads)
    {
        Matrix<double> current = outputs;
        for (int layer = shape.Layers - 1; layer >= 0; layer--)
        {
            Span<double> biases = gradient[shape.Biases(layer)];
            for (int i = 0; i < current.Rows; i++)
            {
                VectorKernels.AddScaled<double>(1, current.Row(i), biases);
            }

            MatrixProduct.Add(
                1,
                entering[layer].View().Transpose,
                current.View(),
                gradient[shape.Weights(layer)],
                current.Columns,
                threads);
            if (layer > 0)
            {
                var weights = new MatrixView<double>(
                    parameters[shape.Weights(layer)],
                    shape.Widths[layer],
                    shape.Widths[layer + 1]);
                current = MatrixProduct.Multiply(current.View(), weights.Transpose, threads);
                Span<double> sums = leaving[layer - 1].Values;
                for (int i = 0; i < sums.Length; i++)
                {
                    // SiLU′ = σ (1 + z (1 − σ)).
                    double sigmoid = 1 / (1 + Math.Exp(-sums[i]));
                    current.Values[i] *= sigmoid * (1 + sums[i] * (1 - sigmoid));
                }
            }
        }
    }
}
