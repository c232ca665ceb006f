using System.Globalization;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// k^λ(i, j) = P^λ(i) P^λ(j)ᵀ (P⁰(i)·P⁰(j))^(ζ−1), a (2λ + 1) × (2λ + 1) block of normalised
/// features; for λ = 0 the power ζ of their product.
/// </summary>
public sealed class EquivariantKernel
{
    /// <param name="zeta">ζ, at least 1: 1 is linear; larger ones tell environments further apart.
    /// </param>
    public EquivariantKernel(double zeta)
    {
        if (!(zeta >= 1 && double.IsFinite(zeta)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(zeta),
                string.Create(CultureInfo.InvariantCulture, $"ζ is {zeta}; expected at least 1"));
        }

        Zeta = zeta;
    }

    public double Zeta { get; }

    /// <summary>
    /// Rows (atom, μ) and columns (environment, μ') of the atoms with these features.
    /// </summary>
    /// <param name="features">Per λ, at least λ = 0 and the one asked for.</param>
    public Matrix<double> Compute(
        IReadOnlyList<Matrix<double>> features,
        SparseEnvironments environments,
        int lambda,
        int threads = 1)
    {
        Matrix<double> kernel = Products(features[lambda], environments.Features(lambda), threads);
        if (Zeta == 1)
        {
            return kernel;
        }

        Matrix<double> scalar = lambda == 0
            ? kernel.Copy()
            : Products(features[0], environments.Features(0), threads);
        int width = 2 * lambda + 1;
        for (int row = 0; row < kernel.Rows; row++)
        {
            ReadOnlySpan<double> factors = scalar.Row(row / width);
            Span<double> values = kernel.Row(row);
            for (int j = 0; j < environments.Count(lambda); j++)
            {
                double factor = Zeta == 2 ? factors[j] : Math.Pow(factors[j], Zeta - 1);
                foreach (ref double value in values.Slice(j * width, width))
                {
                    value *= factor;
                }
            }
        }

        return kernel;
    }

    /// <summary>The kernel of the environments with themselves.</summary>
    public Matrix<double> Compute(SparseEnvironments environments, int lambda, int threads = 1)
    {
        Matrix<double>[] own = new Matrix<double>[lambda + 1];
        own[0] = environments.Features(0);
        own[lambda] = environments.Features(lambda);
        return Compute(own, environments, lambda, threads);
    }

    private static Matrix<double> Products(Matrix<double> a, Matrix<double> b, int threads) =>
        MatrixProduct.Multiply(a.View(), b.View().Transpose, threads);
}
