using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class LevelClustersTest
{
    /// <summary>In a cluster as long as the search allows, by the bound of the summary.</summary>
    private const double TailAccuracy = 2e-9;

    [Fact]
    public void PolynomialsUpToDegreeElevenKeepTheirSums()
    {
        SortedLevels levels = Levels(500, -1, 1);
        SortedLevels clusters = LevelClusters.Of(levels, 2);
        Assert.Equal(12, clusters.Count);
        for (int degree = 0; degree < 12; degree++)
        {
            Assert.Equal(Moment(levels, degree), Moment(clusters, degree), 1e-12 * levels.Capacity);
        }

        double twelfth = Moment(levels, 12) - Moment(clusters, 12);
        Assert.InRange(Math.Abs(twelfth), 1e-7 * levels.Capacity, 1e-3 * levels.Capacity);
    }

    [Fact]
    public void FewOrEqualLevelsStayWhatTheyAre()
    {
        double[] energies = [.. Enumerable.Repeat(0.5, 40), 3, 3.01, 3.02];
        double[] capacities = [.. energies.Select(energy => 1 / energy)];
        var levels = new SortedLevels(energies, capacities);
        SortedLevels clusters = LevelClusters.Of(levels, 0.1);
        Assert.Equal(levels.Energies.ToArray(), clusters.Energies.ToArray());
        Assert.Equal(levels.Capacities.ToArray(), clusters.Capacities.ToArray());
    }

    /// <summary>The slow twin: all levels, one by one, at each energy.</summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:1")]
    [InlineData("methfessel-paxton:2")]
    [InlineData("methfessel-paxton:20")]
    public void ElectronsAreThoseOfAllLevels(string name)
    {
        var smearing = Smearing.Parse(name, 0.02);
        SortedLevels levels = Levels(60_000, -0.5, 0.5);
        SortedLevels clusters = LevelClusters.Of(levels, 0.25 * smearing.Ripple * smearing.Width);
        Assert.InRange(clusters.Count, 12, levels.Count / 2);
        Assert.Equal(levels.Capacity, clusters.Capacity, 1e-13 * levels.Capacity);
        var all = new ElectronCount(levels, smearing);
        var few = new ElectronCount(clusters, smearing);
        for (double energy = -0.49; energy < 0.5; energy += 0.0171)
        {
            Assert.Equal(all.At(energy), few.At(energy), 1e-13 * levels.Capacity);
            Assert.Equal(1, few.Slope(energy) / all.Slope(energy), 1e-10);
        }

        // Far below all levels only tails are left; there a gap places its root.
        for (int steps = 1; steps <= 50; steps++)
        {
            double energy = -0.5 - 0.1 * steps * smearing.Width;
            double tolerance = TailAccuracy * SlopeScale(levels, smearing, energy);
            Assert.Equal(all.Slope(energy), few.Slope(energy), tolerance);
        }
    }

    /// <summary>Σ w |δ| / σ: cold and Methfessel–Paxton tails change their sign.</summary>
    private static double SlopeScale(SortedLevels levels, Smearing smearing, double fermiLevel)
    {
        double sum = 0;
        for (int i = 0; i < levels.Count; i++)
        {
            double x = (levels.Energies[i] - fermiLevel) / smearing.Width;
            sum += levels.Capacities[i] * Math.Abs(smearing.Delta(x));
        }

        return sum / smearing.Width;
    }

    private static double Moment(SortedLevels levels, int degree)
    {
        double sum = 0;
        for (int i = 0; i < levels.Count; i++)
        {
            sum += levels.Capacities[i] * Math.Pow(levels.Energies[i], degree);
        }

        return sum;
    }

    private static SortedLevels Levels(int count, double lowest, double highest)
    {
        var random = new Random(20261121);
        double[] energies = new double[count], capacities = new double[count];
        for (int i = 0; i < count; i++)
        {
            energies[i] = lowest + (highest - lowest) * random.NextDouble();
            capacities[i] = random.NextDouble();
        }

        (energies[0], energies[1]) = (lowest, highest);
        return new SortedLevels(energies, capacities);
    }
}
