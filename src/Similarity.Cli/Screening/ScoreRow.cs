using System.Collections.Immutable;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>Scores as documents carry them, each with its mean and deviation.</summary>
internal sealed record ScoreRow(
    ScoreSpread BalancedAccuracy,
    ScoreSpread AdjustedBalancedAccuracy,
    ScoreSpread Accuracy,
    ScoreSpread Recall,
    ScoreSpread Precision,
    ScoreSpread F1,
    ScoreSpread RocArea,
    ScoreSpread AveragePrecision,
    ScoreSpread Found,
    ScoreSpread Yield,
    ScoreSpread SpeedUp)
{
    public static ScoreRow Of(ImmutableArray<ScreeningScores> repeats)
    {
        ScoreSpread Spread(Func<ScreeningScores, double?> score) =>
            ScoreSpread.Of(repeats.Select(score));
        return new ScoreRow(
            Spread(s => s.BalancedAccuracy),
            Spread(s => s.AdjustedBalancedAccuracy),
            Spread(s => s.Accuracy),
            Spread(s => s.Recall),
            Spread(s => s.Precision),
            Spread(s => s.F1),
            Spread(s => s.RocArea),
            Spread(s => s.AveragePrecision),
            Spread(s => s.Found),
            Spread(s => s.Yield),
            Spread(s => s.SpeedUp));
    }

    /// <summary>"0.824 ± 0.008".</summary>
    public static string Text(ScoreSpread spread) => spread.Mean is null
        ? ""
        : $"{Verbs.Tables.Number(spread.Mean, 3)} ± {Verbs.Tables.Number(spread.Deviation, 3)}";
}
