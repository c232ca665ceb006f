using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

public class SphericalExpansionTest
{
    // The files keep about ten digits of numbers up to one.
    private const double FileTolerance = 1e-9;

    // The oracle has all digits: what is left is the table, 1e-10 of the largest integral of 1.
    private const double SplineTolerance = 1e-9;

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
                Scaling = weight == "RadialScaling"
                    ? new RadialScaling(1, 1.5 * angstrom, 3)
                    : null,
            },
            species);
        double[] found = new double[crystal.Count * expansion.Coefficients];
        expansion.Compute(expansion.EnvironmentsOf(crystal), 0, crystal.Count, found);

        // librascal's Gaussians have height 1, and all coefficients lack a factor of 4 π^(3/2).
        double factor = Math.Pow(Math.PI * sigma * sigma, 0.75) / (4 * Math.Pow(Math.PI, 1.5));
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
                        Assert.Equal(stored[i++], factor * value, FileTolerance * largest);
                    }
                }
            }
        }
    }

    [Fact]
    public void HasTheCoefficientsOfTheIndependentProgram()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("soap/water.json")));
        JsonElement oracle = document.RootElement;
        JsonElement positions = oracle.GetProperty("positions_bohr");
        var water = new Crystal(
            new Lattice(Matrix3D.Identity),
            oracle.GetProperty("numbers").EnumerateArray().Select((number, i) => new Site(
                new Element(number.GetInt32()),
                new Vector3D(
                    positions[i][0].GetDouble(),
                    positions[i][1].GetDouble(),
                    positions[i][2].GetDouble()))),
            Periodicity.None);
        var expansion = new SphericalExpansion(
            new ExpansionSettings
            {
                Cutoff = oracle.GetProperty("cutoff_bohr").GetDouble(),
                RadialFunctions = oracle.GetProperty("functions").GetInt32(),
                MaxAngular = oracle.GetProperty("lmax").GetInt32(),
                Sigma = oracle.GetProperty("sigma_bohr").GetDouble(),
                Smoothing = new ShiftedCosineCutoff(
                    oracle.GetProperty("smoothing_bohr").GetDouble()),
            },
            SpeciesChannels.In(water));
        double[] found = new double[expansion.Coefficients];
        expansion.Compute(expansion.EnvironmentsOf(water), 0, 1, found);

        // Its Gaussians have height 1.
        double sigma = expansion.Settings.Sigma;
        double factor = Math.Pow(Math.PI * sigma * sigma, 0.75);
        JsonElement coefficients = oracle.GetProperty("coefficients_of_atom_0");
        foreach ((int l, int m, int channel, int n) in
            FileOrder(expansion.Settings, expansion.Species))
        {
            int row = channel * expansion.Settings.RadialFunctions + n;
            Assert.Equal(
                coefficients[l][row][l + m].GetDouble(),
                factor * found[expansion.IndexOf(channel, l, m, n)],
                SplineTolerance);
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
