namespace Similarity.Learning.Validation;

/// <summary>
/// The area under the receiver operating characteristic: the probability that a positive case
/// scores higher than a negative one, a tie counting half (Mann and Whitney's U / mn).
/// </summary>
public sealed record RocArea
{
    private RocArea()
    {
    }

    public double Area { get; private init; }

    /// <summary>
    /// Of the area, by DeLong, DeLong and Clarke-Pearson, doi:10.2307/2531595; null when a class
    /// has a single case.
    /// </summary>
    public double? StandardError { get; private init; }

    /// <summary>The area of scores; null when all cases are of one class.</summary>
    public static RocArea? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"{scores.Length} scores of {isPositive.Length} cases");
        }

        // A case's rank among all, less that within its class, counts the cases of the other
        // class below it (Sun and Xu, doi:10.1109/LSP.2014.2337313).
        double[] positive = Select(scores, isPositive, true);
        double[] negative = Select(scores, isPositive, false);
        if (positive.Length == 0 || negative.Length == 0)
        {
            return null;
        }

        double[] overall = Ranks.Of(scores);
        double[] negativesBelow = SharesBelow(
            Select(overall, isPositive, true), Ranks.Of(positive), negative.Length);
        double[] positivesBelow = SharesBelow(
            Select(overall, isPositive, false), Ranks.Of(negative), positive.Length);
        return new RocArea
        {
            Area = negativesBelow.Average(),
            StandardError = positive.Length == 1 || negative.Length == 1
                ? null
                : Math.Sqrt(
                    Variance(negativesBelow) / positive.Length
                    + Variance(positivesBelow) / negative.Length),
        };
    }

    /// <summary>Normal about the area, cut to [0, 1]; null without a standard error.</summary>
    public ConfidenceInterval? Interval(double confidence)
    {
        double reach = ConfidenceInterval.NormalQuantileOf(confidence);
        return StandardError is double error
            ? new(Math.Max(0, Area - reach * error), Math.Min(1, Area + reach * error))
            : null;
    }

    private static double[] Select(
        ReadOnlySpan<double> values, ReadOnlySpan<bool> isPositive, bool wanted)
    {
        var selected = new List<double>(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (isPositive[i] == wanted)
            {
                selected.Add(values[i]);
            }
        }

        return [.. selected];
    }

    private static double[] SharesBelow(double[] overall, double[] within, int others) =>
        [.. overall.Zip(within, (all, own) => (all - own) / others)];

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
