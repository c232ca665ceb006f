using Similarity.Numerics.Quadrature;

namespace Similarity.Numerics.Tests.Quadrature;

public class QuadratureTest
{
    private const double Roundoff = 1e-13;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(65)]
    public void GaussLegendreIntegratesPolynomialsUpToItsDegree(int count)
    {
        var rule = new GaussLegendre(count);
        Assert.Equal(2, rule.Weights.Sum(), Roundoff);
        for (int degree = 0; degree <= 2 * count - 1; degree++)
        {
            double expected = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
            Assert.Equal(expected, rule.Integrate(x => Math.Pow(x, degree), -1, 1), Roundoff);
        }

        double beyond = rule.Integrate(x => Math.Pow(x, 2 * count), -1, 1);
        Assert.True(count > 16 || Math.Abs(beyond - 2.0 / (2 * count + 1)) > 1e-11);
    }

    [Fact]
    public void GaussLegendreOfThreePointsIsTheTextbookRule()
    {
        var rule = new GaussLegendre(3);
        Assert.Equal(-Math.Sqrt(0.6), rule.Points[0], 1e-15);
        Assert.Equal(0, rule.Points[1]);
        Assert.Equal(8.0 / 9, rule.Weights[1], 1e-15);
        Assert.Equal(9, rule.Integrate(x => x * x, 0, 3), Roundoff);
    }

    // The 21-point Kronrod rule is exact to degree 31; one interval, as the Gauss rule agrees to
    // degree 19.
    [Fact]
    public void GaussKronrodIntegratesPolynomialsExactly()
    {
        for (int degree = 0; degree <= 31; degree++)
        {
            AdaptiveIntegral integral = GaussKronrod.Integrate(
                x => Math.Pow(x, degree), 0, 1, 1, 0);
            Assert.Equal(1.0 / (degree + 1), integral.Value, 1e-15);
        }
    }

    [Fact]
    public void GaussKronrodResolvesPeaksAndEdges()
    {
        AdaptiveIntegral peak = GaussKronrod.Integrate(x => 1e-4 / (x * x + 1e-8), -1, 2);
        Assert.True(peak.Converged);
        Assert.Equal(Math.Atan(1e4) + Math.Atan(2e4), peak.Value, 1e-11);
        AdaptiveIntegral root = GaussKronrod.Integrate(Math.Sqrt, 0, 1);
        Assert.True(root.Converged);
        Assert.Equal(2.0 / 3, root.Value, 1e-11);
    }

    [Fact]
    public void GaussKronrodSaysWhenItGivesUp()
    {
        Assert.False(GaussKronrod.Integrate(x => 1 / x, 0, 1, maximumIntervals: 50).Converged);
        Assert.False(GaussKronrod.Integrate(_ => double.NaN, 0, 1, maximumIntervals: 50).Converged);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(10)]
    public void SimpsonIntegratesParabolas(int count)
    {
        double step = 3.0 / (count - 1);
        double[] y =
            [.. Enumerable.Range(0, count).Select(i => Math.Pow(step * i, 2) - step * i + 1)];
        Assert.Equal(9 - 4.5 + 3, SampledIntegral.Simpson(y, step), Roundoff);
    }

    // Worked by hand for 0, 1, 8, 27 (cubes): Simpson on three points 4, last interval by
    // Cartwright (5·27 + 8·8 − 1)/12 = 16.5; the averaged trapezoids give (4 + 17.5 + 20 + 0.5)/2,
    // which is 21.
    [Fact]
    public void OddIntervalAtTheEnd()
    {
        double[] cubes = [0, 1, 8, 27];
        Assert.Equal(20.5, SampledIntegral.Simpson(cubes, 1), Roundoff);
        Assert.Equal(21, SampledIntegral.Simpson(cubes, 1, SimpsonEnd.TrapezoidAverage), Roundoff);
    }

    [Fact]
    public void FewSamples()
    {
        Assert.Equal(0, SampledIntegral.Simpson([], 1));
        Assert.Equal(0, SampledIntegral.Simpson([3], 1));
        Assert.Equal(2, SampledIntegral.Simpson([3, 5], 0.5));
        Assert.Equal(2, SampledIntegral.Trapezoid([0, 0.5], [3, 5]));
        Assert.Equal(6.5, SampledIntegral.Trapezoid([0, 1, 3], [1, 2, 3]));
    }
}
