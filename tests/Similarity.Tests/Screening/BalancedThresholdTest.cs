using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

public sealed class BalancedThresholdTest
{
    /// <summary>No threshold at all does better, ties among scores included.</summary>
    [Fact]
    public void NoOtherThresholdIsBetter()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new RandomStream(seed);
            bool[] positive = [.. Enumerable.Range(0, 60).Select(_ => random.Below(4) == 0)];
            double[] scores =
                [.. positive.Select(label => random.Below(8) / 10.0 + (label ? 0.2 : 0))];
            double found = Accuracy(scores, positive, BalancedThreshold.Of(scores, positive));
            foreach (double other in Enumerable.Range(0, 101).Select(i => i / 100.0))
            {
                Assert.True(Accuracy(scores, positive, other) <= found + 1e-12);
            }
        }
    }

    [Fact]
    public void AmongEqualsItIsTheOneNearestOneHalf() => Assert.Equal(
        0.45, BalancedThreshold.Of([0.1, 0.3, 0.6, 0.9], [false, false, true, true]), 1e-12);

    [Fact]
    public void OneClassAloneHasNone() =>
        Assert.Equal(0.5, BalancedThreshold.Of([0.1, 0.3], [false, false]));

    private static double Accuracy(double[] scores, bool[] positive, double threshold) =>
        ConfusionCounts.Of(scores, positive, threshold).BalancedAccuracy!.Value;
}
