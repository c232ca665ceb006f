namespace Similarity.Learning.Validation;

/// <summary>Cases by what they are and what they are said to be.</summary>
public sealed record ConfusionCounts(
    int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>A case with a score above the threshold is said to be positive, as peers do it: at
    /// 1/2, a draw of the votes is a no.</summary>
    public static ConfusionCounts Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, double threshold)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"{scores.Length} scores of {isPositive.Length} cases");
        }

        int truePositives = 0, falsePositives = 0, positives = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            positives += isPositive[i] ? 1 : 0;
            truePositives += scores[i] > threshold && isPositive[i] ? 1 : 0;
            falsePositives += scores[i] > threshold && !isPositive[i] ? 1 : 0;
        }

        return new ConfusionCounts(
            truePositives,
            falsePositives,
            scores.Length - positives - falsePositives,
            positives - truePositives);
    }

    public int Positives => TruePositives + FalseNegatives;

    public int Negatives => TrueNegatives + FalsePositives;

    public int Count => Positives + Negatives;

    /// <summary>TP / (TP + FN); null without a positive case.</summary>
    public double? Recall => Share(TruePositives, Positives);

    /// <summary>TN / (TN + FP); null without a negative case.</summary>
    public double? Specificity => Share(TrueNegatives, Negatives);

    /// <summary>TP / (TP + FP); null where nothing is said to be positive.</summary>
    public double? Precision => Share(TruePositives, TruePositives + FalsePositives);

    public double? Accuracy => Share(TruePositives + TrueNegatives, Count);

    /// <summary>The mean of recall and specificity, 1/2 for any guess without knowledge.</summary>
    public double? BalancedAccuracy => (Recall + Specificity) / 2;

    /// <summary>2 BA − 1: 0 for a guess, 1 for all right ("adjusted").</summary>
    public double? AdjustedBalancedAccuracy => Recall + Specificity - 1;

    /// <summary>2 TP / (2 TP + FP + FN).</summary>
    public double? F1 =>
        Share(2 * TruePositives, 2 * TruePositives + FalsePositives + FalseNegatives);

    private static double? Share(int part, int whole) =>
        whole > 0 ? (double)part / whole : null;
}
