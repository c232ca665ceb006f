using Similarity.DosModels;
using Similarity.Numerics;

namespace Similarity.Tests.DosModels;

public class CurveAlignmentTest
{
    /// <summary>Against all shifts of a fine mesh, refined by golden section.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0.2)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    public void NoShiftIsBetter(int seed, double pull)
    {
        var random = new RandomStream((ulong)seed);
        HermiteCurve curve = Peaks(random);
        var window = new EnergyAxis(-3, 0.05, 120);
        double[] prediction = new double[window.Count];
        curve.Sample(window, random.Uniform(-0.8, 0.8), prediction);
        foreach (ref double value in prediction.AsSpan())
        {
            value += 0.1 * random.Normal();
        }

        Alignment found = CurveAlignment.Best(window, prediction, curve, -1, 1, pull);
        double Loss(double shift)
        {
            double[] samples = new double[window.Count];
            curve.Sample(window, shift, samples);
            return CurveAlignment.Distance(window, prediction, samples) + pull * shift * shift;
        }

        double best = Enumerable.Range(0, 20001).Min(i => Loss(-1 + i * 1e-4));
        double own = found.SquaredDistance + pull * found.Shift * found.Shift;
        Assert.True(own <= best + 1e-12, $"{own} > {best}");
        Assert.Equal(Loss(found.Shift), own, 1e-12);
    }

    [Fact]
    public void AKnownShiftIsFoundToRounding()
    {
        HermiteCurve curve = Peaks(new RandomStream(9));
        var window = new EnergyAxis(-3, 0.05, 120);
        double[] prediction = new double[window.Count];
        curve.Sample(window, 0.3217, prediction);
        Alignment found = CurveAlignment.Best(window, prediction, curve, -2, 2);
        Assert.Equal(0.3217, found.Shift, 1e-9);
    }

    [Fact]
    public void BoundsCloserThanAStepAreKept()
    {
        HermiteCurve curve = Peaks(new RandomStream(9));
        var window = new EnergyAxis(-3, 0.05, 120);
        double[] prediction = new double[window.Count];
        curve.Sample(window, 0.3, prediction);
        Assert.Equal(0, CurveAlignment.Best(window, prediction, curve, 0, 0).Shift);
        Assert.Equal(
            0.012, CurveAlignment.Best(window, prediction, curve, 0.011, 0.012).Shift, 1e-12);
    }

    private static HermiteCurve Peaks(RandomStream random)
    {
        var axis = new EnergyAxis(-6, 0.05, 241);
        double[] values = new double[axis.Count], slopes = new double[axis.Count];
        for (int peak = 0; peak < 8; peak++)
        {
            double centre = random.Uniform(-3, 3), height = random.Uniform(0.3, 1);
            for (int i = 0; i < axis.Count; i++)
            {
                double x = (axis[i] - centre) / 0.3;
                double value = height * Math.Exp(-x * x / 2);
                values[i] += value;
                slopes[i] -= value * x / 0.3;
            }
        }

        return new HermiteCurve(axis, values, slopes);
    }
}
