using Similarity.DensityModels.GridPoint;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.GridPoint;

public sealed class DensityMeasuresTest
{
    [Fact]
    public void AConstrainedDensityHasItsChargeAndNoNegativeValue()
    {
        double[] density = [1, -0.5, 3, 0];
        var constraint = ChargeConstraint.Of(density, 0.5, 4);
        constraint.Apply(density);
        Assert.Equal([2, 0, 6, 0], density);
        Assert.Equal(0.25, constraint.NegativeElectrons);
        Assert.Equal(2, constraint.Scale);
        Assert.Throws<ArithmeticException>(() => ChargeConstraint.Of([-1, 0], 1, 1));
    }

    [Fact]
    public void ErrorsAreWhatTheirNamesSay()
    {
        var errors = DensityErrors.Of([([1, 2], [0, 2]), ([5.0, 3], [4, 6])]);
        Assert.Equal(Math.Sqrt(11 / 4.0), errors.Rmse, 1e-14);
        Assert.Equal(errors.Rmse / 6, errors.OfRange, 1e-14);
        Assert.Equal(errors.Rmse / Math.Sqrt(5), errors.OfDeviation, 1e-14);
        Assert.Equal(100 * 5 / 12.0, errors.L1Percent, 1e-12);
        Assert.Equal(4, errors.Points);
    }

    [Fact]
    public void ACalibrationCoversWhatItLearnedFromAsAGaussianWould()
    {
        // Deviations stated half as large as they are, and tails of a Student distribution.
        var random = new RandomStream(6);
        double[] ratios = [.. Enumerable.Range(0, 20_000).Select(_ =>
            2 * Math.Abs(random.Normal()) / Math.Sqrt(
                Enumerable.Range(0, 5).Average(_ => Math.Pow(random.Normal(), 2))))];
        var calibration = DeviationCalibration.Of(ratios);
        Assert.InRange(calibration.Factors[0], 2, 2.5);
        Assert.True(calibration.Factors[2] > calibration.Factors[0]);
        Assert.All(
            calibration.Coverage(ratios).Zip(DeviationCalibration.Nominal),
            pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        Assert.True(DeviationCalibration.None.Coverage(ratios)[0] < 0.4);
    }

    /// <summary>Each structure is covered as a Gaussian would be, or better.</summary>
    [Fact]
    public void TheWorstStructureSetsTheFactors()
    {
        var random = new RandomStream(3);
        double[] cold = [.. Enumerable.Range(0, 4000).Select(_ => Math.Abs(random.Normal()))];
        double[] hot = [.. cold.Select(ratio => 1.5 * ratio)];
        var both = DeviationCalibration.OfWorst([cold, hot]);
        Assert.Equal(
            DeviationCalibration.Of(hot).Factors.ToArray(), both.Factors.ToArray());
        Assert.Equal(0.683, both.Coverage(hot)[0], 0.002);
        Assert.InRange(both.Coverage(cold)[0], 0.8, 0.9);
    }
}
