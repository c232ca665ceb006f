namespace Similarity.DensityModels.GridPoint;

/// <summary>How far a density is from a reference on the same points.</summary>
/// <param name="Rmse">Root of the mean square, electrons per bohr³.</param>
/// <param name="OfRange">The same, as a share of the reference's range.</param>
/// <param name="OfDeviation">As a share of the reference's standard deviation.</param>
/// <param name="L1Percent">100 ∫|Δρ| / ∫ρ.</param>
/// <param name="Points">Of the grid, or of several together.</param>
public sealed record DensityErrors(
    double Rmse, double OfRange, double OfDeviation, double L1Percent, long Points)
{
    public static DensityErrors Of(
        IReadOnlyList<(double[] Predicted, double[] Reference)> densities)
    {
        double squares = 0, absolute = 0, sum = 0, low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        long points = 0;
        foreach ((double[] predicted, double[] reference) in densities)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, reference.Length);
            points += reference.Length;
            for (int i = 0; i < reference.Length; i++)
            {
                double away = predicted[i] - reference[i];
                squares += away * away;
                absolute += Math.Abs(away);
                sum += reference[i];
                low = Math.Min(low, reference[i]);
                high = Math.Max(high, reference[i]);
            }
        }

        double mean = sum / points, variance = 0;
        foreach ((_, double[] reference) in densities)
        {
            foreach (double value in reference)
            {
                variance += (value - mean) * (value - mean) / points;
            }
        }

        double rmse = Math.Sqrt(squares / points);
        return new DensityErrors(
            rmse, rmse / (high - low), rmse / Math.Sqrt(variance), 100 * absolute / sum, points);
    }
}
