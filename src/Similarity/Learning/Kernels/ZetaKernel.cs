using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Kernels;

/// <summary>k(x, y) = (x̂·ŷ)^ζ of vectors of unit length, ζ a whole number from 1 on.</summary>
public sealed record ZetaKernel
{
    public ZetaKernel(int zeta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(zeta, 1);
        Zeta = zeta;
    }

    public int Zeta { get; }

    /// <summary>The rows at unit length; a row of zeros stays.</summary>
    public static Matrix<double> Normalized(MatrixView<double> rows)
    {
        Matrix<double> unit = rows.ToMatrix();
        for (int i = 0; i < unit.Rows; i++)
        {
            Span<double> row = unit.Row(i);
            double norm = Math.Sqrt(VectorKernels.NormSquared<double>(row));
            if (norm > 0)
            {
                foreach (ref double value in row)
                {
                    value /= norm;
                }
            }
        }

        return unit;
    }

    /// <summary>k of each row of one matrix with each of another.</summary>
    /// <param name="left">Rows of unit length, as <paramref name="right"/>.</param>
    public Matrix<double> OfUnits(Matrix<double> left, Matrix<double> right, int threads = 1)
    {
        Matrix<double> kernel =
            MatrixProduct.Multiply(left.View(), right.View().Transpose, threads);
        foreach (ref double value in kernel.Values)
        {
            value = Power(value);
        }

        return kernel;
    }

    private double Power(double x)
    {
        double result = 1;
        double square = x;
        for (int left = Zeta; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                result *= square;
            }

            square *= square;
        }

        return result;
    }
}
