using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public sealed class DosResamplingTest
{
    private static readonly double[] Energies = [-1, -0.2, 0, 0.7, 2];

    [Fact]
    public void OwnPointsComeBackUnchanged()
    {
        double[] values = [3, 1, 4, 1, 5];

        DensityOfStates resampled = DosResampling.Linear(
            new DensityOfStates(Energies, values), Energies);

        Assert.Equal(values, resampled.Values(0).ToArray());
    }

    [Fact]
    public void StraightLinesAreExactForEachSpin()
    {
        double[] up = Energies.Select(e => 2 * e + 5).ToArray(), down = Energies.Select(
            e => 3 - e).ToArray();
        double[] finer = Enumerable.Range(0, 31).Select(i => -1 + i * 0.1).ToArray();

        DensityOfStates resampled = DosResampling.Linear(
            new DensityOfStates(Energies, up, down), finer);

        for (int i = 0; i < finer.Length; i++)
        {
            Assert.Equal(2 * finer[i] + 5, resampled.Values(0)[i], 1e-14);
            Assert.Equal(3 - finer[i], resampled.Values(1)[i], 1e-14);
        }
    }

    [Theory]
    [InlineData(-1.1, 0)]
    [InlineData(0, 2.1)]
    public void NothingIsInventedOutside(double first, double last) =>
        Assert.Throws<ArgumentException>(() =>
        DosResampling.Linear(new DensityOfStates(Energies, new double[5]), [first, last]));
}
