using Similarity.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// q(w) = Π N(μᵢ, σᵢ²) with σ = ln(1 + eᵖ), p being the free parameter; without deviations a point
/// in the space of weights. Parameters in the order of <see cref="NetworkShape"/>.
/// </summary>
public sealed class GaussianWeights
{
    private readonly double[] means;
    private readonly double[]? rhos;

    /// <param name="rhos">The p of σ = ln(1 + eᵖ); null for a point.</param>
    public GaussianWeights(double[] means, double[]? rhos)
    {
        if (rhos is not null && rhos.Length != means.Length)
        {
            throw new ArgumentException(
                $"{rhos.Length} deviations of {means.Length} weights", nameof(rhos));
        }

        this.means = means;
        this.rhos = rhos;
    }

    public int Count => means.Length;

    public ReadOnlySpan<double> Means => means;

    /// <summary>Empty for a point.</summary>
    public ReadOnlySpan<double> Rhos => rhos;

    public bool IsPoint => rhos is null;

    public static double Deviation(double rho) =>
        Math.Max(rho, 0) + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(rho)));

    /// <summary>dσ/dp.</summary>
    public static double Slope(double rho) => 1 / (1 + Math.Exp(-rho));
}
