using System.Collections.Immutable;

namespace Similarity.Screening;

/// <summary>Scores against the number of materials that are learned from.</summary>
public static class LearningCurve
{
    /// <summary>
    /// Shares of the collection that are learned from: 28 from a thousandth to four fifths, about
    /// evenly apart by their logarithm at first, as SOREP has them.
    /// </summary>
    public static ImmutableArray<double> Shares { get; } =
    [
        0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.01, 0.02, 0.03, 0.04, 0.05,
        0.06, 0.07, 0.08, 0.09, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8,
    ];

    /// <summary>How few rows can be learned from, or asked about.</summary>
    public const int LeastRows = 4;

    /// <summary>How many of the rows a share is; null where it leaves too few on a side.</summary>
    public static int? RowsOf(double share, int rows)
    {
        int learned = (int)Math.Round(share * rows);
        return learned >= LeastRows && learned <= rows - LeastRows ? learned : null;
    }

    /// <summary>
    /// Each share with the scores of its repeats; shares that leave too few rows not.
    /// </summary>
    public static IEnumerable<LearningPoint> Of(
        ScreeningTable table,
        ScreeningTrainer trainer,
        ScreeningEvaluation evaluation,
        IEnumerable<double> shares,
        int threads = 1,
        Action? finished = null,
        CancellationToken cancellation = default)
    {
        foreach (double share in shares)
        {
            if (RowsOf(share, table.Count) is { } rows)
            {
                yield return new LearningPoint(share, rows, evaluation.Run(
                    table, trainer, rows, threads, _ => finished?.Invoke(), cancellation));
            }
        }
    }
}

/// <param name="Share">Of all materials.</param>
/// <param name="Repeats">One score sheet for each.</param>
public sealed record LearningPoint(
    double Share, int TrainRows, ImmutableArray<ScreeningScores> Repeats)
{
    public ScoreSpread Spread(Func<ScreeningScores, double?> score) =>
        ScoreSpread.Of(Repeats.Select(score));
}
