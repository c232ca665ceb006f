namespace Similarity.Screening;

/// <summary>
/// The threshold at which (recall + specificity)/2 is greatest, half way between two scores; the
/// one nearest 1/2 among equals. 1/2 where one of the classes is missing.
/// </summary>
internal static class BalancedThreshold
{
    public static double Of(double[] scores, bool[] positive)
    {
        int positives = positive.Count(label => label);
        int negatives = positive.Length - positives;
        if (positives == 0 || negatives == 0)
        {
            return 0.5;
        }

        (double Score, bool Positive)[] sorted =
            [.. scores.Zip(positive).OrderBy(pair => pair.First)];
        double best = 0.5, greatest = double.NegativeInfinity;
        int below = 0, negativesBelow = 0;
        while (below < sorted.Length)
        {
            double score = sorted[below].Score;
            while (below < sorted.Length && sorted[below].Score == score)
            {
                negativesBelow += sorted[below].Positive ? 0 : 1;
                below++;
            }

            double recall = (positives - (below - negativesBelow)) / (double)positives;
            double accuracy = (recall + negativesBelow / (double)negatives) / 2;
            double threshold = Between(score, below < sorted.Length ? sorted[below].Score : score);
            if (accuracy > greatest
                || (accuracy == greatest && Math.Abs(threshold - 0.5) < Math.Abs(best - 0.5)))
            {
                (greatest, best) = (accuracy, threshold);
            }
        }

        return best;
    }

    /// <summary>Half way; the lower where no number lies between that is below the upper.</summary>
    private static double Between(double lower, double upper)
    {
        double middle = (lower + upper) / 2;
        return middle < upper ? middle : lower;
    }
}
