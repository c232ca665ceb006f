using Similarity.Numerics.Interpolation;
using Similarity.Numerics.Quadrature;

namespace Similarity.Numerics.Tests.Interpolation;

public class CubicSplineTest
{
    private const double Roundoff = 1e-12;

    private static readonly double[] Uneven = [-1, -0.4, -0.1, 0.5, 0.6, 1.7, 2];

    [Fact]
    public void CubicIsReproducedByAllThatKnowItsEnds()
    {
        double[] y = Map(Uneven, Cubic);
        CubicSpline[] splines =
        [
            CubicSpline.NotAKnot(Uneven, y),
            CubicSpline.NotAKnot(Uneven.AsSpan(0, 4), y.AsSpan(0, 4)),
            CubicSpline.Clamped(Uneven, y, CubicSlope(-1), CubicSlope(2)),
            CubicSpline.Hermite(Uneven, y, Map(Uneven, CubicSlope)),
        ];
        foreach (CubicSpline spline in splines)
        {
            for (double x = spline.Start; x <= spline.End; x += 0.01)
            {
                Assert.Equal(Cubic(x), spline.Value(x), Roundoff);
                Assert.Equal(CubicSlope(x), spline.Derivative(x), Roundoff);
                Assert.Equal(6 * x - 4, spline.SecondDerivative(x), 100 * Roundoff);
            }

            double end = spline.End;
            Assert.Equal(
                CubicIntegral(end) - CubicIntegral(-0.9), spline.Integral(-0.9, end), Roundoff);
            Assert.Equal(
                CubicIntegral(-0.9) - CubicIntegral(end), spline.Integral(end, -0.9), Roundoff);
        }

        static double Cubic(double x) => x * x * x - 2 * x * x + 3 * x - 5;
        static double CubicSlope(double x) => 3 * x * x - 4 * x + 3;
        static double CubicIntegral(double x) =>
            x * x * x * x / 4 - 2 * x * x * x / 3 + 3 * x * x / 2 - 5 * x;
    }

    [Fact]
    public void FewPointsGiveLineAndParabola()
    {
        double[] x = [0, 1, 3];
        double[] parabola = Map(x, t => t * t - t);
        Assert.Equal(3.75, CubicSpline.NotAKnot(x, parabola).Value(2.5), Roundoff);
        double[] line = [0, 2];
        foreach (CubicSpline spline in (CubicSpline[])[
            CubicSpline.NotAKnot(x.AsSpan(0, 2), line), CubicSpline.Natural(x.AsSpan(0, 2), line)])
        {
            Assert.Equal(0.5, spline.Value(0.25), Roundoff);
            Assert.Equal(1, spline.Integral(0, 1), Roundoff);
        }
    }

    [Fact]
    public void NaturalSplineIsSmoothAndEndsStraight()
    {
        double[] y = Map(Uneven, Math.Sin);
        var spline = CubicSpline.Natural(Uneven, y);
        Assert.Equal(0, spline.SecondDerivative(spline.Start), Roundoff);
        Assert.Equal(0, spline.SecondDerivative(spline.End), Roundoff);
        for (int i = 0; i < y.Length; i++)
        {
            Assert.Equal(y[i], spline.Value(Uneven[i]), Roundoff);
        }

        // Values a hair left and right of a point differ by the hair times a bounded derivative.
        const double hair = 1e-9;
        foreach (double x in Uneven[1..^1])
        {
            Assert.Equal(spline.Value(x - hair), spline.Value(x + hair), 10 * hair);
            Assert.Equal(spline.Derivative(x - hair), spline.Derivative(x + hair), 100 * hair);
            Assert.Equal(
                spline.SecondDerivative(x - hair), spline.SecondDerivative(x + hair), 1000 * hair);
        }
    }

    [Fact]
    public void NotAKnotHasOneCubicOnTheFirstAndTheLastTwoIntervals()
    {
        var spline = CubicSpline.NotAKnot(Uneven, Map(Uneven, Math.Exp));
        Assert.Equal(Third(-0.9, -0.5), Third(-0.3, -0.2), 1e-9);
        Assert.Equal(Third(1.8, 1.9), Third(0.7, 1.6), 1e-9);
        Assert.NotEqual(Third(0.7, 1.6), Third(0, 0.4), 1e-3);

        double Third(double from, double to) =>
            (spline.SecondDerivative(to) - spline.SecondDerivative(from)) / (to - from);
    }

    // Halving the step divides the error of a spline that is right at its ends by 2⁴.
    [Fact]
    public void ErrorFallsWithTheFourthPowerOfTheStep()
    {
        double coarse = Error(20), fine = Error(40);
        Assert.InRange(coarse / fine, 14, 18);

        static double Error(int intervals)
        {
            double[] x =
                [.. Enumerable.Range(0, intervals + 1).Select(i => 3.0 * i / intervals)];
            var spline = CubicSpline.Clamped(x, Map(x, Math.Sin), 1, Math.Cos(3));
            return Enumerable.Range(0, 1000).Max(
                i => Math.Abs(spline.Value(0.003 * i) - Math.Sin(0.003 * i)));
        }
    }

    [Fact]
    public void IntegralIsThatOfTheValues()
    {
        var spline = CubicSpline.Hermite(Uneven, [1, -2, 0, 4, 1, 0, 2], [0, 1, 2, -3, 5, 0, 1]);
        double expected = GaussKronrod.Integrate(spline.Value, -0.7, 1.9, 1e-10).Value;
        Assert.Equal(expected, spline.Integral(-0.7, 1.9), 1e-9);
    }

    [Fact]
    public void NonsenseIsRefused()
    {
        Assert.Throws<ArgumentException>(() => CubicSpline.Natural([0, 0, 1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => CubicSpline.Natural([0], [1]));
        Assert.Throws<ArgumentException>(() => CubicSpline.NotAKnot([0, 1], [1, 2, 3]));
        var spline = CubicSpline.Natural([0, 1], [0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => spline.Value(1.001));
        Assert.Throws<ArgumentOutOfRangeException>(() => spline.Value(double.NaN));
    }

    private static double[] Map(double[] x, Func<double, double> function) =>
        x.Select(function).ToArray();
}
