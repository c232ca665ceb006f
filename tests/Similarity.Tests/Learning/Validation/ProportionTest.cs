using Similarity.Learning.Validation;

namespace Similarity.Tests.Learning.Validation;

public sealed class ProportionTest
{
    /// <summary>0.975 quantile of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    [Fact]
    public void TheEndsAreAsUnlikelyAsTheConfidenceSays()
    {
        for (int trials = 1; trials < 30; trials++)
        {
            for (int successes = 0; successes <= trials; successes++)
            {
                var proportion = new Proportion(successes, trials);
                (double low, double high) =
                    (proportion.Interval().Low, proportion.Interval().High);
                Assert.InRange(proportion.Value, low - 1e-15, high + 1e-15);
                foreach (double p in (double[])[low, high])
                {
                    // Squared, so that the rounding of p(1 − p) at 0 and 1 stays small.
                    Assert.Equal(
                        Z * Z * p * (1 - p) / trials, Math.Pow(proportion.Value - p, 2), 1e-14);
                }
            }
        }
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    [InlineData(0, 0)]
    public void SomeOfAll(int successes, int trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Proportion(successes, trials));
}
