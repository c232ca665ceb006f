using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>
/// c = A⁻¹ b, the coefficients that minimise the error of a density in a metric A: S with the
/// projections b_P = w_P = ∫ φ_P ρ, or J with b_P = j_P = ∫∫ φ_P ρ / |r − r'|. Optionally with the
/// exact charge, c' = c + A⁻¹q (N − q·c) / (q·A⁻¹q) by one Lagrange multiplier.
/// </summary>
public sealed class DensityFit
{
    private readonly Cholesky<double> factor;

    /// <exception cref="NotPositiveDefiniteException">The functions depend on each other.
    /// </exception>
    public DensityFit(Matrix<double> metric, int threads = 1)
    {
        factor = Cholesky<double>.Factor(metric, threads);
    }

    /// <summary>A⁻¹ b.</summary>
    public double[] Fit(ReadOnlySpan<double> projections)
    {
        var column = new Matrix<double>(projections.Length, 1, projections.ToArray());
        return factor.Solve(column).Values.ToArray();
    }

    /// <summary>The fit whose charge is exact.</summary>
    public double[] Fit(
        ReadOnlySpan<double> projections, ReadOnlySpan<double> charges, double electrons) =>
        Project(Fit(projections), charges, electrons);

    /// <summary>The coefficients nearest to the given ones in A whose charge is exact.</summary>
    public double[] Project(
        ReadOnlySpan<double> coefficients, ReadOnlySpan<double> charges, double electrons) =>
        ChargeProjection.Apply(coefficients, charges, Fit(charges), electrons);
}
