namespace Similarity.Screening;

/// <summary>Training rows as trees that did not draw them score them.</summary>
/// <param name="IsPositive">Of the same rows.</param>
public sealed record OutOfBagRows(double[] Scores, bool[] IsPositive)
{
    public static OutOfBagRows None { get; } = new([], []);

    /// <summary>How good these scores are; null without rows.</summary>
    public ScreeningScores? At(double threshold) => Scores.Length == 0
        ? null
        : ScreeningScores.Of(0, 0, Scores, IsPositive, threshold);
}
