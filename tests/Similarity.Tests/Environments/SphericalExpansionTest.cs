using System.Globalization;
using Similarity.Crystals;
using Similarity.Environments;

namespace Similarity.Tests.Environments;

public class SphericalExpansionTest
{
    // The files keep about ten digits of numbers up to one.
    private const double FileTolerance = 1e-9;

    [Theory]
    [InlineData("spherical-expansion-values")]
    [InlineData("spherical-expansion-pbc-values")]
    public void HasTheCoefficientsOfFeatomic(string name)
    {
        var oracle = FeatomicCase.Read(name, name);
        var species = SpeciesChannels.In(oracle.Crystal);
        var expansion = new SphericalExpansion(oracle.Expansion, species);
        double[] found = new double[oracle.Crystal.Count * expansion.Coefficients];
        expansion.Compute(
            expansion.EnvironmentsOf(oracle.Crystal), 0, oracle.Crystal.Count, found);

        Assert.Equal(found.Length, oracle.Values.Length);
        double largest = oracle.Values.Max(Math.Abs);
        int i = 0;
        for (int centre = 0; centre < oracle.Crystal.Count; centre++)
        {
            foreach ((int l, int m, int channel, int n) in FileOrder(oracle.Expansion, species))
            {
                double value = found[
                    centre * expansion.Coefficients + expansion.IndexOf(channel, l, m, n)];
                Assert.Equal(oracle.Values[i++], value, FileTolerance * largest);
            }
        }
    }

    [Theory]
    [InlineData("small", "ShiftedCosine", 2, 0.2)]
    [InlineData("small", "ShiftedCosine", 3, 0.5)]
    [InlineData("small", "RadialScaling", 3, 0.2)]
    [InlineData("cacrp2o7", "RadialScaling", 3, 0.5)]
    public void HasTheCoefficientsOfLibrascal(
        string structure, string weight, int cutoff, double sigma)
    {
        const double angstrom = 1 / PhysicalConstants.BohrInAngstrom;
        Crystal crystal = FeatomicCase.ReadCrystal($"librascal-{structure}");
        double[] stored = FeatomicCase.ReadValues(string.Create(
            CultureInfo.InvariantCulture, $"librascal-{structure}-{weight}-{cutoff}-{sigma}"));
        var species = SpeciesChannels.In(crystal);
        var expansion = new SphericalExpansion(
            new ExpansionSettings
            {
                Cutoff = cutoff * angstrom,
                RadialFunctions = 4,
                MaxAngular = 3,
                Sigma = sigma * angstrom,
                Smoothing = new ShiftedCosineCutoff(angstrom),
                Scaling = weight == "RadialScaling" ? new RadialScaling(1, 1.5 * angstrom, 3) : null,
                BasisRadius = (cutoff - 1) * angstrom,
            },
            species);
        double[] found = new double[crystal.Count * expansion.Coefficients];
        expansion.Compute(expansion.EnvironmentsOf(crystal), 0, crystal.Count, found);
        Assert.Equal(stored.Length, found.Length);
        double largest = stored.Max(Math.Abs);
        int i = 0;
        for (int centre = 0; centre < crystal.Count; centre++)
        {
            for (int channel = 0; channel < species.Count; channel++)
            {
                for (int n = 0; n < 4; n++)
                {
                    for (int lm = 0; lm < 16; lm++)
                    {
                        int l = (int)Math.Sqrt(lm);
                        double value = found[centre * expansion.Coefficients
                            + expansion.IndexOf(channel, l, lm - l * l - l, n)];
                        Assert.Equal(stored[i++], value, FileTolerance * largest);
                    }
                }
            }
        }
    }

    /// <summary>featomic has l slowest, then m, species and n.</summary>
    internal static IEnumerable<(int L, int M, int Channel, int N)> FileOrder(
        ExpansionSettings settings, SpeciesChannels species) =>
        from l in Enumerable.Range(0, settings.MaxAngular + 1)
        from m in Enumerable.Range(-l, 2 * l + 1)
        from channel in Enumerable.Range(0, species.Count)
        from n in Enumerable.Range(0, settings.RadialFunctions)
        select (l, m, channel, n);
}
