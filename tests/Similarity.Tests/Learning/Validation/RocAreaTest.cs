using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Validation;

public sealed class RocAreaTest
{
    private const double Rounding = 1e-13;

    [Fact]
    public void TheAreaIsTheShareOfPairsInOrder()
    {
        foreach ((double[] scores, bool[] positive) in RankedCases.All())
        {
            double[] high = [.. scores.Where((_, i) => positive[i])];
            double[] low = [.. scores.Where((_, i) => !positive[i])];
            var roc = RocArea.Of(scores, positive);
            if (high.Length == 0 || low.Length == 0)
            {
                Assert.Null(roc);
                continue;
            }

            double[] ofHigh = [.. high.Select(a => low.Average(b => Order(a, b)))];
            double[] ofLow = [.. low.Select(b => high.Average(a => Order(a, b)))];
            Assert.Equal(ofHigh.Average(), roc!.Area, Rounding);
            if (high.Length == 1 || low.Length == 1)
            {
                Assert.Null(roc.StandardError);
                Assert.Null(roc.Interval(0.95));
                continue;
            }

            // DeLong's structural components, as defined.
            double variance = Variance(ofHigh) / high.Length + Variance(ofLow) / low.Length;
            Assert.Equal(Math.Sqrt(variance), roc.StandardError!.Value, Rounding);
        }
    }

    [Fact]
    public void TheAreaIsThatUnderTheStaircase()
    {
        foreach ((double[] scores, bool[] positive) in RankedCases.All())
        {
            if (RocArea.Of(scores, positive) is not { } roc)
            {
                continue;
            }

            // Trapezoids between the points of all thresholds; a tie is a slope.
            double area = 0;
            (double falseRate, double trueRate) = (0, 0);
            foreach (double threshold in scores.Distinct().OrderDescending())
            {
                double falses = Rate(threshold, false);
                double trues = Rate(threshold, true);
                area += (falses - falseRate) * (trues + trueRate) / 2;
                (falseRate, trueRate) = (falses, trues);
            }

            Assert.Equal(area, roc.Area, Rounding);

            double Rate(double threshold, bool of) =>
                scores.Where((_, i) => positive[i] == of).Average(s => s >= threshold ? 1.0 : 0);
        }
    }

    [Fact]
    public void TurningTheScoresTurnsTheArea()
    {
        foreach ((double[] scores, bool[] positive) in RankedCases.All())
        {
            var roc = RocArea.Of(scores, positive);
            var turned = RocArea.Of([.. scores.Select(s => -s)], positive);
            var swapped = RocArea.Of(scores, [.. positive.Select(p => !p)]);
            if (roc is not null)
            {
                Assert.Equal(1 - roc.Area, turned!.Area, Rounding);
                Assert.Equal(1 - roc.Area, swapped!.Area, Rounding);
            }
        }
    }

    [Fact]
    public void IntervalsOfNormalScoresHoldTheTrueArea()
    {
        // Normal scores one standard deviation apart: area Φ(1/√2).
        const double True = 0.7602499389065233;
        const int Samples = 400;
        var random = new RandomStream(8);
        bool[] positive = [.. Enumerable.Range(0, 120).Select(i => i % 3 == 0)];
        int held = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            double[] scores = [.. positive.Select(p => random.Normal() + (p ? 1 : 0))];
            ConfidenceInterval interval = RocArea.Of(scores, positive)!.Interval(0.95)!.Value;
            held += interval.Low <= True && True <= interval.High ? 1 : 0;
        }

        // 380 expected of 400; the standard deviation of the count is 4.4.
        Assert.InRange(held, 362, 394);
    }

    [Fact]
    public void EveryScoreHasALabel() =>
        Assert.Throws<ArgumentException>(() => RocArea.Of([1, 2], [true]));

    private static double Order(double a, double b) => a > b ? 1 : a == b ? 0.5 : 0;

    private static double Variance(double[] values) =>
        values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1);
}
