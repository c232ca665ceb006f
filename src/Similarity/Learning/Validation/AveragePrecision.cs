namespace Similarity.Learning.Validation;

/// <summary>
/// The area under precision against recall as a sum of steps, Σ (Rₙ − Rₙ₋₁) Pₙ over descending
/// score thresholds; equal scores pass a threshold together.
/// </summary>
public static class AveragePrecision
{
    /// <summary>Null without a positive case.</summary>
    public static double? Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"{scores.Length} scores of {isPositive.Length} cases");
        }

        double[] ranks = Ranks.Of(scores);
        bool[] positive = isPositive.ToArray();
        Array.Sort(ranks, positive);
        int found = 0;
        double sum = 0;
        for (int last = ranks.Length - 1; last >= 0;)
        {
            int before = found;
            int next = last;
            while (next >= 0 && ranks[next] == ranks[last])
            {
                found += positive[next--] ? 1 : 0;
            }

            sum += (found - before) * ((double)found / (ranks.Length - 1 - next));
            last = next;
        }

        return found == 0 ? null : sum / found;
    }
}
