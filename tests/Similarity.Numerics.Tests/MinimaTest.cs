namespace Similarity.Numerics.Tests;

public sealed class MinimaTest
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(-1.7)]
    [InlineData(2)]
    public void AKinkIsFoundToTheLastDigits(double kink)
    {
        (double x, double value) =
            Minima.GoldenSection(t => Math.Abs(t - kink) + 0.5 * (t - kink), -2, 2);

        Assert.Equal(kink, x, 1e-12);
        Assert.Equal(0, value, 2e-12);
    }

    /// <summary>The value to rounding, the place to its root.</summary>
    [Fact]
    public void ASmoothMinimumIsFlat()
    {
        (double x, double value) = Minima.GoldenSection(Math.Cos, 2, 5);

        Assert.Equal(-1, value, 1e-15);
        Assert.Equal(Math.PI, x, 1e-7);
    }

    [Fact]
    public void EndsCount() => Assert.Equal((1, 1), Minima.GoldenSection(t => t, 1, 2));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.NaN)]
    public void ABracketAscends(double low, double high) =>
        Assert.Throws<ArgumentException>(() => Minima.GoldenSection(t => t, low, high));
}
