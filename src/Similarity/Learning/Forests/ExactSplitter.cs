using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>Sorts the rows of the node by the feature and asks between all neighbours.</summary>
internal sealed class ExactSplitter<TCriterion>(
    TCriterion criterion, FeatureMatrix features, CountLanes lanes)
    : ISplitter
    where TCriterion : struct, ICriterion
{
    private float[] values = [];
    private Vector128<double>[] terms = [];

    public Question? Best(in SplitTask task, NodeRows rows, int feature)
    {
        int n = task.Range.Count;
        if (values.Length < n)
        {
            values = new float[n];
            terms = new Vector128<double>[n];
        }

        ReadOnlySpan<float> column = features.Column(feature);
        ReadOnlySpan<int> of = rows.Rows(task.Range);
        for (int i = 0; i < n; i++)
        {
            values[i] = column[of[i]];
        }

        rows.Terms(task.Range).CopyTo(terms);
        Span<float> sorted = values.AsSpan(0, n);
        sorted.Sort(terms.AsSpan(0, n));
        if (sorted[0] == sorted[^1])
        {
            return null;
        }

        double whole = criterion.Purity(task.Sums), all = lanes.Count(task.Sums);
        Vector128<double> left = default;
        Question best = Question.None;
        for (int i = 1; i < n; i++)
        {
            left += terms[i - 1];
            double count = lanes.Count(left);
            if (sorted[i] == sorted[i - 1] || count < task.Smallest
                || all - count < task.Smallest)
            {
                continue;
            }

            double gain = criterion.Purity(left) + criterion.Purity(task.Sums - left) - whole;
            if (gain > best.Gain)
            {
                float threshold = BinnedFeatures.Middle(sorted[i - 1], sorted[i]);
                best = new Question(gain, feature, threshold, left);
            }
        }

        return best;
    }
}
