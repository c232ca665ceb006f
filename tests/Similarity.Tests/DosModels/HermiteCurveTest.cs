using Similarity.DosModels;

namespace Similarity.Tests.DosModels;

public class HermiteCurveTest
{
    private static readonly EnergyAxis Axis = new(-1, 0.05, 61);

    /// <summary>
    /// With the slope −x/s² pieces six to a width follow a Gaussian; with −(x/s)², as peers have
    /// it, hundreds of times worse.
    /// </summary>
    [Fact]
    public void TheRightSlopeOfAGaussianCounts()
    {
        const double Width = 0.3;
        double Gaussian(double x) => Math.Exp(-x * x / (2 * Width * Width));
        double Error(Func<double, double> factor)
        {
            double[] values = [.. Axis.Energies().Select(Gaussian)];
            double[] slopes = [.. Axis.Energies().Select(x => factor(x) * Gaussian(x))];
            var curve = new HermiteCurve(Axis, values, slopes);
            double sum = 0;
            for (int i = 0; i < 600; i++)
            {
                double x = -0.9 + i * 0.0031;
                sum += Math.Pow(curve.ValueAt(x) - Gaussian(x), 2);
            }

            return Math.Sqrt(sum / 600);
        }

        double right = Error(x => -x / (Width * Width));
        double wrong = Error(x => -(x / Width) * (x / Width));
        Assert.True(right < 1e-5, $"{right}");
        Assert.True(wrong > 300 * right, $"{wrong / right}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.013)]
    [InlineData(-0.31)]
    [InlineData(0.05)]
    public void SamplesAreValuesAtMovedPoints(double shift)
    {
        HermiteCurve curve = Wave();
        var window = new EnergyAxis(-0.4873, 0.05, 20);
        double[] values = new double[20], slopes = new double[20], curvatures = new double[20];
        curve.Sample(window, shift, values);
        curve.SampleSlopes(window, shift, slopes);
        curve.SampleCurvatures(window, shift, curvatures);
        for (int g = 0; g < 20; g++)
        {
            double x = window[g] + shift;
            Assert.Equal(curve.ValueAt(x), values[g], 1e-12);
            double rise = curve.ValueAt(x + 1e-6) - curve.ValueAt(x - 1e-6);
            Assert.Equal(rise / 2e-6, slopes[g], 1e-6);
            Assert.Equal(curve.SlopeAt(x), slopes[g], 1e-10);
            Assert.Equal(
                (curve.SlopeAt(x + 1e-6) - curve.SlopeAt(x)) / 1e-6, curvatures[g], 1e-3);
        }
    }

    [Fact]
    public void BeyondItsEndsACurveKeepsItsValue()
    {
        HermiteCurve curve = Wave();
        double[] samples = new double[4];
        curve.Sample(new EnergyAxis(50, 0.05, 4), 0, samples);
        Assert.All(samples, value => Assert.Equal(curve.Values[^1], value));
        Assert.Equal(0, curve.SlopeAt(-7));
        Assert.Equal(curve.Values[0], curve.ValueAt(-7));
    }

    [Fact]
    public void DifferencesOverFivePointsAreExactForQuartics()
    {
        double[] values = [.. Axis.Energies().Select(x => x * x * x * x - 2 * x)];
        double[] slopes = HermiteCurve.Differences(values, Axis.Step);
        for (int i = 2; i < values.Length - 2; i++)
        {
            Assert.Equal(4 * Math.Pow(Axis[i], 3) - 2, slopes[i], 1e-10);
        }
    }

    private static HermiteCurve Wave() => new(
        Axis,
        [.. Axis.Energies().Select(x => Math.Sin(4 * x))],
        [.. Axis.Energies().Select(x => 4 * Math.Cos(4 * x))]);
}
