using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Linear;

/// <summary>y(x) = b + x W.</summary>
public sealed class LinearModel : IVectorModel
{
    private readonly double[] intercept;

    public LinearModel(Matrix<double> weights, double[] intercept)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(intercept.Length, weights.Columns);
        Weights = weights;
        this.intercept = intercept;
    }

    /// <summary>W, a row for each feature.</summary>
    public Matrix<double> Weights { get; }

    /// <summary>b.</summary>
    public ReadOnlySpan<double> Intercept => intercept;

    public int Columns => Weights.Rows;

    public int Outputs => Weights.Columns;

    public Matrix<double> Predict(MatrixView<double> rows, int threads = 1)
    {
        Matrix<double> result = MatrixProduct.Multiply(rows, Weights.View(), threads);
        for (int i = 0; i < result.Rows; i++)
        {
            VectorKernels.AddScaled<double>(1.0, intercept, result.Row(i));
        }

        return result;
    }
}
