using System.Globalization;
using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

public sealed class ScaleTest
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-6, 6)]
    [InlineData(-0.013, 0.0421)]
    [InlineData(1e-7, 3.3e-6)]
    [InlineData(98765, 123456)]
    [InlineData(0.1, 0.7)]
    public void TicksAreRoundEvenlySpacedAndInside(double low, double high)
    {
        var scale = new Scale(low, high, 0, 100);
        (double Value, string Label)[] ticks = scale.Ticks().ToArray();
        double step = ticks[1].Value - ticks[0].Value;
        double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step * (1 + 1e-9))));

        Assert.InRange(ticks.Length, 3, 9);
        Assert.Contains(new[] { 1.0, 2.0, 5.0 }, round => Math.Abs(mantissa - round) < 1e-6);
        Assert.All(
            ticks, tick => Assert.InRange(tick.Value, low - 1e-9 * step, high + 1e-9 * step));
        Assert.All(ticks, tick => Assert.Equal(
            tick.Value,
            double.Parse(tick.Label.Replace('−', '-'), CultureInfo.InvariantCulture),
            1e-6 * step));
        Assert.True(ticks[0].Value - low < step && high - ticks[^1].Value < step);
    }

    [Fact]
    public void MapsEndsToEndsAlsoBackwards()
    {
        var scale = new Scale(-2, 3, 400, 20);

        Assert.Equal(400, scale[-2]);
        Assert.Equal(20, scale[3]);
        Assert.Equal(210, scale[0.5], 1e-12);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void AnEmptyRangeIsRefused(double low, double high) =>
        Assert.Throws<ArgumentException>(() => new Scale(low, high, 0, 1));

    [Fact]
    public void HeadroomEndsOnATick()
    {
        Scale scale = Scale.UpToTick(0, 8.73, 0, 1);

        Assert.Equal(10, scale.High);
        Assert.Equal(10, scale.Ticks()[^1].Value);
    }
}
