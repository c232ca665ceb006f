using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// Sums the rows of each interval of the feature, then asks between occupied intervals. Of a small
/// node only the few occupied intervals are visited.
/// </summary>
internal sealed class HistogramSplitter<TCriterion>(
    TCriterion criterion, BinnedFeatures features, CountLanes lanes)
    : ISplitter
    where TCriterion : struct, ICriterion
{
    private const int Words = BinnedFeatures.MaximumBins / 64;

    private readonly Vector128<double>[] histogram =
        new Vector128<double>[BinnedFeatures.MaximumBins];

    private readonly ulong[] occupied = new ulong[Words];

    public Question? Best(in SplitTask task, NodeRows rows, int feature)
    {
        Fill(histogram, rows.Rows(task.Range), rows.Terms(task.Range), features.Column(feature));
        Question? best = Scan(task, feature);
        Clear();
        return best;
    }

    /// <summary>The best question of a histogram of all intervals that was summed before.</summary>
    public Question? Best(in SplitTask task, ReadOnlySpan<Vector128<double>> bins, int feature)
    {
        for (int bin = 0; bin < bins.Length; bin++)
        {
            if (lanes.Count(bins[bin]) != 0)
            {
                histogram[bin] = bins[bin];
                occupied[bin >> 6] |= 1UL << bin;
            }
        }

        Question? best = Scan(task, feature);
        Clear();
        return best;
    }

    private void Fill(
        Vector128<double>[] bins,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<Vector128<double>> terms,
        ReadOnlySpan<byte> column)
    {
        ref Vector128<double> bin = ref MemoryMarshal.GetArrayDataReference(bins);
        ref ulong word = ref MemoryMarshal.GetArrayDataReference(occupied);
        for (int i = 0; i < rows.Length; i++)
        {
            int b = column[rows[i]];
            Unsafe.Add(ref bin, b) += terms[i];
            Unsafe.Add(ref word, b >> 6) |= 1UL << b;
        }
    }

    private Question? Scan(in SplitTask task, int feature)
    {
        double whole = criterion.Purity(task.Sums);
        Vector128<double> left = default;
        double best = double.NegativeInfinity;
        int lower = -1, bestLower = -1, bestUpper = -1;
        Vector128<double> bestLeft = default;
        bool isConstant = true;
        double all = lanes.Count(task.Sums);
        for (int w = 0; w < Words; w++)
        {
            for (ulong bits = occupied[w]; bits != 0; bits &= bits - 1)
            {
                int bin = (w << 6) + BitOperations.TrailingZeroCount(bits);
                if (lower >= 0)
                {
                    isConstant = false;
                    double count = lanes.Count(left);
                    if (count >= task.Smallest && all - count >= task.Smallest)
                    {
                        double purity =
                            criterion.Purity(left) + criterion.Purity(task.Sums - left);
                        if (purity > best)
                        {
                            best = purity;
                            (bestLower, bestUpper, bestLeft) = (lower, bin, left);
                        }
                    }
                }

                left += histogram[bin];
                lower = bin;
            }
        }

        return isConstant ? null
            : bestLower < 0 ? Question.None
            : new Question(
                best - whole,
                feature,
                features.Threshold(feature, bestLower, bestUpper),
                bestLeft);
    }

    private void Clear()
    {
        for (int w = 0; w < Words; w++)
        {
            for (ulong bits = occupied[w]; bits != 0; bits &= bits - 1)
            {
                histogram[(w << 6) + BitOperations.TrailingZeroCount(bits)] = default;
            }

            occupied[w] = 0;
        }
    }
}
