using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// Between curves on a window and the numbers that are learned: the curve itself, or its
/// coordinates along orthonormal directions about a mean.
/// </summary>
public sealed class DosCoding
{
    private readonly double[]? mean;
    private readonly Matrix<double>? directions;

    /// <param name="isCumulative">Whether curves are integrals of the density.</param>
    /// <param name="directions">Orthonormal, one in each row; null for the curve itself.</param>
    internal DosCoding(bool isCumulative, double[]? mean, Matrix<double>? directions)
    {
        IsCumulative = isCumulative;
        this.mean = mean;
        this.directions = directions;
    }

    public bool IsCumulative { get; }

    internal double[]? Mean => mean;

    internal Matrix<double>? Directions => directions;

    /// <summary>How many numbers stand for a curve on a window.</summary>
    public int Length(EnergyAxis window) => directions?.Rows ?? window.Count;

    public Matrix<double> Encode(Matrix<double> curves, int threads = 1)
    {
        if (directions is null)
        {
            return curves.Copy();
        }

        Matrix<double> centred = curves.Copy();
        for (int i = 0; i < centred.Rows; i++)
        {
            VectorKernels.AddScaled<double>(-1, mean!, centred.Row(i));
        }

        return MatrixProduct.Multiply(centred.View(), directions.View().Transpose, threads);
    }

    /// <summary>The curves of some numbers.</summary>
    public Matrix<double> Decode(MatrixView<double> numbers, int threads = 1)
    {
        if (directions is null)
        {
            return numbers.ToMatrix();
        }

        Matrix<double> curves = MatrixProduct.Multiply(numbers, directions.View(), threads);
        for (int i = 0; i < curves.Rows; i++)
        {
            VectorKernels.AddScaled<double>(1, mean!, curves.Row(i));
        }

        return curves;
    }

    /// <summary>The gradient by the numbers, of one by the curve.</summary>
    public void EncodeGradient(ReadOnlySpan<double> ofCurve, Span<double> ofNumbers)
    {
        if (directions is null)
        {
            ofCurve.CopyTo(ofNumbers);
            return;
        }

        for (int c = 0; c < directions.Rows; c++)
        {
            ofNumbers[c] = VectorKernels.Dot<double>(directions.Row(c), ofCurve);
        }
    }

    /// <summary>The densities of curves, in place.</summary>
    public Matrix<double> Densities(Matrix<double> curves, EnergyAxis window)
    {
        if (IsCumulative)
        {
            for (int i = 0; i < curves.Rows; i++)
            {
                HermiteCurve.Differences(curves.Row(i), window.Step).CopyTo(curves.Row(i));
            }
        }

        return curves;
    }
}
