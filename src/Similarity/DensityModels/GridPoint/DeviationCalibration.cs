using System.Collections.Immutable;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// By what the deviation that a network states is to be multiplied so that the truth lies within 1,
/// 2 and 3 of them as often as for a Gaussian. Learned from quantiles of |error|/deviation on
/// structures kept out of training; tails that are not Gaussian give three different numbers.
/// </summary>
/// <param name="Factors">For 1, 2 and 3 deviations.</param>
public sealed record DeviationCalibration(ImmutableArray<double> Factors)
{
    /// <summary>The share of a Gaussian within 1, 2 and 3 deviations.</summary>
    public static ImmutableArray<double> Nominal { get; } =
        [0.6826894921370859, 0.9544997361036416, 0.9973002039367398];

    public static DeviationCalibration None { get; } = new([1, 1, 1]);

    /// <param name="ratios">|error| / stated deviation.</param>
    public static DeviationCalibration Of(IEnumerable<double> ratios)
    {
        double[] sorted = [.. ratios.Order()];
        ArgumentOutOfRangeException.ThrowIfLessThan(sorted.Length, 1, nameof(ratios));
        return new DeviationCalibration(
        [
            .. Nominal.Select((share, level) =>
                sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)] / (level + 1)),
        ]);
    }

    /// <summary>
    /// The largest factors of several structures: each of them is covered at least as a Gaussian
    /// would be. Pooled, cold cells make up for hot ones, and a structure of a new kind is more
    /// like the worst of them than like their mean.
    /// </summary>
    public static DeviationCalibration OfWorst(IEnumerable<IEnumerable<double>> structures)
    {
        DeviationCalibration[] all = [.. structures.Select(Of)];
        ArgumentOutOfRangeException.ThrowIfLessThan(all.Length, 1, nameof(structures));
        return new DeviationCalibration(
        [
            .. Nominal.Select((_, level) => all.Max(own => own.Factors[level])),
        ]);
    }

    /// <summary>The share of ratios within 1, 2 and 3 calibrated deviations.</summary>
    public ImmutableArray<double> Coverage(IReadOnlyCollection<double> ratios) =>
    [
        .. Factors.Select((factor, level) =>
            ratios.Count(ratio => ratio <= (level + 1) * factor) / (double)ratios.Count),
    ];
}
