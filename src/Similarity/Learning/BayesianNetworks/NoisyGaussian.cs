namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// −ln p(y | ŷ, σ) = (y − ŷ)²/(2σ²) + ln σ (its constant ½ ln 2π left out): the loss of a
/// prediction that says how noisy it is. ln σ is held within bounds; beyond them it has no
/// gradient.
/// </summary>
internal static class NoisyGaussian
{
    public const double LeastLog = -7, MostLog = 3;

    public static double Bounded(double logDeviation) =>
        Math.Clamp(logDeviation, LeastLog, MostLog);

    /// <summary>The sum over rows of (ŷ, ln σ) pairs, and its gradient times a weight.</summary>
    /// <param name="tempering">
    /// β of Seitzer et al. (arXiv:2203.09168): the gradient of a row is multiplied by σ^(2β), so
    /// that rows of large noise are not neglected; 0 is the likelihood itself.
    /// </param>
    public static double Loss(
        ReadOnlySpan<double> outputs,
        ReadOnlySpan<double> targets,
        double weight,
        double tempering,
        Span<double> gradient)
    {
        double sum = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            double said = outputs[2 * row + 1], log = Bounded(said);
            double away = outputs[2 * row] - targets[row];
            double inverse = Math.Exp(-2 * log);
            sum += 0.5 * away * away * inverse + log;
            double scale = tempering == 0 ? weight : weight * Math.Exp(2 * tempering * log);
            gradient[2 * row] = scale * away * inverse;
            gradient[2 * row + 1] = said == log ? scale * (1 - away * away * inverse) : 0;
        }

        return sum;
    }
}
