using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Validation;

public sealed class BootstrapTest
{
    [Fact]
    public void TheIntervalOfAMeanIsThatOfItsStandardError()
    {
        const int Cases = 400;
        var random = new RandomStream(1);
        double[] values = [.. Enumerable.Range(0, Cases).Select(_ => random.Normal())];
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean))) / Cases;
        ConfidenceInterval interval =
            Bootstrap.Interval(Cases, Mean(values), new RandomStream(2), 0.95, 4000)!.Value;

        // The 2.5 % quantile of 4000 draws is known to about 0.04 standard errors.
        Assert.Equal(-1.96, (interval.Low - mean) / error, 0.15);
        Assert.Equal(1.96, (interval.High - mean) / error, 0.15);
    }

    [Fact]
    public void TheSeedDecides()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        ConfidenceInterval? Draw(ulong seed, double confidence = 0.95) =>
            Bootstrap.Interval(values.Length, Mean(values), new RandomStream(seed), confidence);

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.True(Draw(1, 0.99)!.Value.High > Draw(1)!.Value.High);
        Assert.True(Draw(1, 0.99)!.Value.Low < Draw(1)!.Value.Low);
    }

    [Fact]
    public void ResamplesWithoutTheStatisticAreLeftOut()
    {
        // 3/4 of the resamples of two cases hold case 0 at least once, 1/4 twice.
        var common = Bootstrap.Interval(
            2, drawn => drawn.Contains(0) ? 7 : null, new RandomStream(5));
        var rare = Bootstrap.Interval(
            2, drawn => drawn is [0, 0] ? 7 : null, new RandomStream(5));

        Assert.Equal(new ConfidenceInterval(7, 7), common);
        Assert.Null(rare);
    }

    private static Func<int[], double?> Mean(double[] values) =>
        drawn => drawn.Average(i => values[i]);
}
