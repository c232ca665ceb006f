namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// p(w) = Π N(mᵢ, sᵢ²), and the divergence of Gaussian weights from it,
/// KL[q‖p] = Σ ln(s/σ) + (σ² + (μ − m)²)/(2 s²) − ½.
/// </summary>
public sealed class GaussianPrior
{
    private readonly double[]? centres;
    private readonly double[]? deviations;
    private readonly double deviation;

    /// <summary>N(0, s²) for every weight.</summary>
    public GaussianPrior(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        this.deviation = deviation;
    }

    private GaussianPrior(double[] centres, double[] deviations)
    {
        this.centres = centres;
        this.deviations = deviations;
    }

    /// <summary>
    /// What another data set taught: its means, with its deviations multiplied by
    /// <paramref name="widening"/>, as the new data are not of the same kind.
    /// </summary>
    public static GaussianPrior FromPosterior(GaussianWeights posterior, double widening)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(widening);
        if (posterior.IsPoint)
        {
            throw new ArgumentException("point weights have no deviations", nameof(posterior));
        }

        double[] deviations = new double[posterior.Count];
        for (int i = 0; i < deviations.Length; i++)
        {
            deviations[i] = widening * GaussianWeights.Deviation(posterior.Rhos[i]);
        }

        return new GaussianPrior(posterior.Means.ToArray(), deviations);
    }

    public double Centre(int weight) => centres is null ? 0 : centres[weight];

    public double Deviation(int weight) => deviations is null ? deviation : deviations[weight];

    /// <summary>
    /// KL over weights first … of the two spans; the gradient is added where asked.
    /// </summary>
    /// <param name="weight">What the divergence is multiplied by, also in gradients.</param>
    public double Divergence(
        int first,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> rhos,
        double weight,
        Span<double> meanGradient,
        Span<double> rhoGradient)
    {
        double sum = 0;
        for (int i = first; i < means.Length; i++)
        {
            double s = Deviation(i), away = means[i] - Centre(i);
            double sigma = GaussianWeights.Deviation(rhos[i]);
            sum += Math.Log(s / sigma) + (sigma * sigma + away * away) / (2 * s * s) - 0.5;
            if (!meanGradient.IsEmpty)
            {
                meanGradient[i] += weight * away / (s * s);
                rhoGradient[i] +=
                    weight * (sigma / (s * s) - 1 / sigma) * GaussianWeights.Slope(rhos[i]);
            }
        }

        return weight * sum;
    }

    /// <summary>−ln p of point weights, without its constant.</summary>
    public double Penalty(
        int first, ReadOnlySpan<double> means, double weight, Span<double> meanGradient)
    {
        double sum = 0;
        for (int i = first; i < means.Length; i++)
        {
            double s = Deviation(i), away = means[i] - Centre(i);
            sum += away * away / (2 * s * s);
            if (!meanGradient.IsEmpty)
            {
                meanGradient[i] += weight * away / (s * s);
            }
        }

        return weight * sum;
    }
}
