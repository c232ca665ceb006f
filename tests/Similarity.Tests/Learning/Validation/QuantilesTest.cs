using Similarity.Learning.Validation;

namespace Similarity.Tests.Learning.Validation;

public sealed class QuantilesTest
{
    [Fact]
    public void EqualStepsHaveLinearQuantiles()
    {
        double[] steps = [.. Enumerable.Range(0, 11).Select(i => (double)i)];
        for (int percent = 0; percent <= 100; percent++)
        {
            Assert.Equal(percent / 10.0, Quantiles.OfSorted(steps, percent / 100.0), 1e-14);
        }
    }

    [Theory]
    [InlineData(new double[] { 5 }, 5)]
    [InlineData(new double[] { 9, 1, 4 }, 4)]
    [InlineData(new double[] { 9, 1, 4, 5 }, 4.5)]
    public void TheMedianIsTheMiddle(double[] values, double median) =>
        Assert.Equal(median, Quantiles.Median(values));

    [Fact]
    public void NothingHasNoQuantile() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Median([]));
}
