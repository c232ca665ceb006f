using Similarity.Numerics;

namespace Similarity.Learning.Validation;

/// <summary>
/// Percentile intervals: a statistic of the cases drawn again, as many and with repetition, varies
/// as it would over other samples of the same population (Efron, doi:10.1214/aos/1176344552).
/// </summary>
public static class Bootstrap
{
    public const int UsualResamples = 2000;

    /// <summary>
    /// Quantiles (1 ∓ confidence)/2 of the statistic. Resamples on which it is undefined are left
    /// out; null when they are more than half.
    /// </summary>
    /// <param name="cases">Number of cases; the statistic sees as many indices of them.</param>
    public static ConfidenceInterval? Interval(
        int cases,
        Func<int[], double?> statistic,
        RandomStream random,
        double confidence = 0.95,
        int resamples = UsualResamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        ConfidenceInterval.RequireConfidence(confidence);
        var drawn = new int[cases];
        var values = new List<double>(resamples);
        for (int resample = 0; resample < resamples; resample++)
        {
            for (int i = 0; i < cases; i++)
            {
                drawn[i] = random.Below(cases);
            }

            if (statistic(drawn) is double value)
            {
                values.Add(value);
            }
        }

        if (2 * values.Count < resamples)
        {
            return null;
        }

        double[] sorted = [.. values.Order()];
        return new(
            Quantiles.OfSorted(sorted, (1 - confidence) / 2),
            Quantiles.OfSorted(sorted, (1 + confidence) / 2));
    }
}
