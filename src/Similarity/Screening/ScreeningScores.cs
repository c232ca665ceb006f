using Similarity.Learning.Validation;

namespace Similarity.Screening;

/// <summary>
/// How good a model is on rows that it was not fitted to, and what it saves (SOREP,
/// doi:10.1038/s41524-024-01446-9): who computes the training rows and all that the model says are
/// conductors has found <see cref="Found"/> of all conductors, and <see cref="Yield"/> of the
/// calculations were of conductors, <see cref="SpeedUp"/> times as many as by chance.
/// </summary>
/// <param name="AveragePrecision">Null, as all others, where a class is missing.</param>
public sealed record ScreeningScores(
    int TrainRows,
    int TestRows,
    double? BalancedAccuracy,
    double? AdjustedBalancedAccuracy,
    double? Accuracy,
    double? Recall,
    double? Precision,
    double? F1,
    double? RocArea,
    double? AveragePrecision,
    double? Found,
    double? Yield,
    double? SpeedUp)
{
    /// <param name="trainPositives">Conductors among the training rows.</param>
    /// <param name="scores">Of the test rows; above the threshold is a conductor.</param>
    public static ScreeningScores Of(
        int trainRows,
        int trainPositives,
        ReadOnlySpan<double> scores,
        ReadOnlySpan<bool> isPositive,
        double threshold)
    {
        var counts = ConfusionCounts.Of(scores, isPositive, threshold);
        int positives = trainPositives + counts.Positives;
        double found = trainPositives + counts.TruePositives;
        double computed = trainRows + counts.TruePositives + counts.FalsePositives;
        double? yield = computed > 0 ? found / computed : null;
        double background = (double)positives / (trainRows + counts.Count);
        return new ScreeningScores(
            trainRows,
            counts.Count,
            counts.BalancedAccuracy,
            counts.AdjustedBalancedAccuracy,
            counts.Accuracy,
            counts.Recall,
            counts.Precision,
            counts.F1,
            Learning.Validation.RocArea.Of(scores, isPositive)?.Area,
            Learning.Validation.AveragePrecision.Of(scores, isPositive),
            positives > 0 ? found / positives : null,
            yield,
            background > 0 ? yield / background : null);
    }
}

/// <summary>Mean and standard deviation over repeats; null where it is never defined.</summary>
public sealed record ScoreSpread(double? Mean, double? Deviation)
{
    public static ScoreSpread Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        return known.Length == 0
            ? new ScoreSpread(null, null)
            : new ScoreSpread(known.Average(), Spread.Of(known));
    }
}
