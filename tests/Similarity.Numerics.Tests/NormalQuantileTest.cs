using Similarity.Numerics.Quadrature;

namespace Similarity.Numerics.Tests;

public class NormalQuantileTest
{
    // The values published with algorithm AS 241, and the textbook 97.5 % point.
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.975, 1.959963984540054)]
    public void PublishedValues(double probability, double quantile) =>
        Assert.Equal(1, NormalQuantile.Of(probability) / quantile, 4e-16);

    [Fact]
    public void IsTheInverseOfTheIntegratedDensity()
    {
        for (int i = 1; i < 1000; i++)
        {
            double p = i / 1000.0;
            double z = NormalQuantile.Of(p);
            double half = GaussKronrod.Integrate(
                x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 0, z, 1e-15).Value;
            Assert.Equal(p, 0.5 + half, 1e-15);
        }
    }
}
