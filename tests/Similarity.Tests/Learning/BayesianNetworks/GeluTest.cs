using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class GeluTest
{
    [Fact]
    public void ItIsXTimesTheNormalDistribution()
    {
        for (double x = -6; x <= 6; x += 0.37)
        {
            // 5e-4 is how far the approximation is off.
            double exact = x * 0.5 * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2)));
            Assert.Equal(exact, Value(x), 5e-4);
            double u = Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            Assert.Equal(0.5 * x * (1 + Math.Tanh(u)), Value(x), 1e-14 * (1 + Math.Abs(x)));
        }
    }

    /// <summary>
    /// Relatively, also where it is tiny: u is rounded, so that e^(−u) is off by some |u| ε.
    /// </summary>
    [Fact]
    public void ItsExponentialIsThatOfTheLibrary()
    {
        for (double x = -9; x <= 9; x += 0.0137)
        {
            double u = 2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            double expected = x / (1 + Math.Exp(-u));
            Assert.Equal(1, Value(x) / expected, 4e-16 * (4 + Math.Abs(u)));
        }
    }

    [Fact]
    public void TheDerivativeIsThatOfTheValue()
    {
        for (double x = -5; x <= 5; x += 0.31)
        {
            double[] gradient = [2];
            Gelu.Differentiate([x], gradient);
            Assert.Equal((Value(x + 1e-5) - Value(x - 1e-5)) / 1e-5, gradient[0], 1e-9);
        }
    }

    [Theory]
    [InlineData(-1e4, 0)]
    [InlineData(1e4, 1e4)]
    public void FarOutItIsZeroOrX(double x, double expected)
    {
        Assert.Equal(expected, Value(x), 1e-300);
        double[] gradient = [1];
        Gelu.Differentiate([x], gradient);
        Assert.Equal(expected / 1e4, gradient[0], 1e-12);
    }

    [Fact]
    public void WhereANumberStandsDoesNotMatter()
    {
        double[] many = [.. Enumerable.Range(0, 23).Select(_ => 0.7)];
        Gelu.Apply(many);
        Assert.All(many, value => Assert.Equal(many[0], value));
    }

    private static double Value(double x)
    {
        double[] one = [x];
        Gelu.Apply(one);
        return one[0];
    }
}
