using System.Runtime.Intrinsics;
using Similarity.Numerics;

namespace Similarity.Learning.Forests;

/// <summary>
/// One threshold, uniform between the smallest and the largest value of the node.
/// </summary>
internal sealed class RandomSplitter<TCriterion>(
    TCriterion criterion, FeatureMatrix features, CountLanes lanes, RandomStream random)
    : ISplitter
    where TCriterion : struct, ICriterion
{
    public Question? Best(in SplitTask task, NodeRows rows, int feature)
    {
        ReadOnlySpan<float> column = features.Column(feature);
        ReadOnlySpan<int> of = rows.Rows(task.Range);
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (int row in of)
        {
            low = Math.Min(low, column[row]);
            high = Math.Max(high, column[row]);
        }

        if (low == high)
        {
            return null;
        }

        float threshold = (float)random.Uniform(low, high);
        if (threshold >= high)
        {
            // By rounding; below the largest value, so that both sides have rows.
            threshold = low;
        }

        Vector128<double> left = default;
        ReadOnlySpan<Vector128<double>> terms = rows.Terms(task.Range);
        for (int i = 0; i < of.Length; i++)
        {
            if (column[of[i]] <= threshold)
            {
                left += terms[i];
            }
        }

        double count = lanes.Count(left);
        return count < task.Smallest || lanes.Count(task.Sums) - count < task.Smallest
            ? Question.None
            : new Question(
                criterion.Purity(left) + criterion.Purity(task.Sums - left)
                    - criterion.Purity(task.Sums),
                feature,
                threshold,
                left);
    }
}
