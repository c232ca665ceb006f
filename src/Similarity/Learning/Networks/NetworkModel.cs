using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Networks;

/// <summary>
/// y = b + s f(x̃): x̃ the features less their means over their widths, f layers of x W + b with
/// SiLU(z) = z/(1 + e⁻ᶻ) between them.
/// </summary>
public sealed class NetworkModel : IVectorModel
{
    internal NetworkModel(
        NetworkShape shape, double[] parameters, InputScale inputs, OutputScale outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(parameters.Length, shape.Parameters);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Means.Length, shape.Widths[0]);
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Widths.Length, shape.Widths[0]);
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputs.Offset.Length, shape.Widths[^1]);
        Shape = shape;
        Parameters = parameters;
        Inputs = inputs;
        OutputScaling = outputs;
    }

    public int Columns => Shape.Widths[0];

    public int Outputs => Shape.Widths[^1];

    internal NetworkShape Shape { get; }

    internal double[] Parameters { get; }

    internal InputScale Inputs { get; }

    internal OutputScale OutputScaling { get; }

    public Matrix<double> Predict(MatrixView<double> rows, int threads = 1)
    {
        Matrix<double> last =
            new NetworkPass(Shape, Inputs.Apply(rows)).Forward(Parameters, threads);
        OutputScaling.Apply(last);
        return last;
    }
}

/// <summary>Features less their means over their widths.</summary>
internal sealed record InputScale(double[] Means, double[] Widths)
{
    /// <summary>
    /// Part of the mean variance added to each: features that hardly vary are not blown up.
    /// </summary>
    private const double Floor = 1e-3;

    public static InputScale Of(Matrix<double> rows)
    {
        double[] means = new double[rows.Columns];
        double[] variances = new double[rows.Columns];
        for (int i = 0; i < rows.Rows; i++)
        {
            VectorKernels.AddScaled(1.0 / rows.Rows, rows.Row(i), means.AsSpan());
        }

        for (int i = 0; i < rows.Rows; i++)
        {
            ReadOnlySpan<double> row = rows.Row(i);
            for (int j = 0; j < means.Length; j++)
            {
                variances[j] += (row[j] - means[j]) * (row[j] - means[j]) / rows.Rows;
            }
        }

        double mean = variances.Average();
        return new InputScale(means, mean == 0
            ? [.. variances.Select(_ => 1.0)]
            : [.. variances.Select(variance => Math.Sqrt(variance + Floor * mean))]);
    }

    public Matrix<double> Apply(MatrixView<double> rows)
    {
        Matrix<double> scaled = rows.ToMatrix();
        for (int i = 0; i < scaled.Rows; i++)
        {
            Span<double> row = scaled.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (row[j] - Means[j]) / Widths[j];
            }
        }

        return scaled;
    }
}

/// <summary>What the last layer is multiplied by and added to.</summary>
internal sealed record OutputScale(double[] Offset, double Width)
{
    /// <summary>The mean of targets, and how far they are from it.</summary>
    public static OutputScale Of(Matrix<double> targets)
    {
        double[] offset = new double[targets.Columns];
        for (int i = 0; i < targets.Rows; i++)
        {
            VectorKernels.AddScaled(1.0 / targets.Rows, targets.Row(i), offset.AsSpan());
        }

        double square = 0;
        for (int i = 0; i < targets.Rows; i++)
        {
            ReadOnlySpan<double> row = targets.Row(i);
            for (int j = 0; j < offset.Length; j++)
            {
                square += (row[j] - offset[j]) * (row[j] - offset[j]);
            }
        }

        double width = Math.Sqrt(square / targets.Values.Length);
        return new OutputScale(offset, width > 0 ? width : 1);
    }

    public void Apply(Matrix<double> outputs)
    {
        for (int i = 0; i < outputs.Rows; i++)
        {
            Span<double> row = outputs.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = Offset[j] + Width * row[j];
            }
        }
    }
}
