using Similarity.Learning.Validation;

namespace Similarity.Tests.Learning.Validation;

public sealed class AveragePrecisionTest
{
    private const double Rounding = 1e-13;

    [Fact]
    public void IsTheSumOverThresholds()
    {
        foreach ((double[] scores, bool[] positive) in RankedCases.All())
        {
            int all = positive.Count(p => p);
            double sum = 0;
            double recall = 0;
            foreach (double threshold in scores.Distinct().OrderDescending())
            {
                int passed = scores.Count(s => s >= threshold);
                int found = positive.Where((p, i) => p && scores[i] >= threshold).Count();
                sum += ((double)found / all - recall) * found / passed;
                recall = (double)found / all;
            }

            double? precision = AveragePrecision.Of(scores, positive);
            if (all == 0)
            {
                Assert.Null(precision);
            }
            else
            {
                Assert.Equal(sum, precision!.Value, Rounding);
            }
        }
    }

    /// <summary>The example of scikit-learn's documentation: 0.83.</summary>
    [Fact]
    public void MeetsAKnownCase() =>
        Assert.Equal(
            5.0 / 6,
            AveragePrecision.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true])!.Value,
            Rounding);

    [Fact]
    public void EqualScoresTellNothing() =>
        Assert.Equal(
            0.25, AveragePrecision.Of([1, 1, 1, 1], [false, true, false, false])!.Value, Rounding);
}
