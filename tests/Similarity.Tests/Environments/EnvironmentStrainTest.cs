using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

public class EnvironmentStrainTest
{
    // The files keep about ten digits; their [a][b] is Σ r_a ∂/∂r_b.
    private const double FileTolerance = 1e-9;

    [Fact]
    public void OfExpansionsAreThoseOfFeatomic()
    {
        var oracle = FeatomicCase.Read(
            "spherical-expansion-gradients", "spherical-expansion-strain-gradient");
        var species = SpeciesChannels.In(oracle.Crystal);
        var expansion = new SphericalExpansion(oracle.Expansion, species);
        double largest = oracle.Values.Max(Math.Abs);
        int compared = 0;
        expansion.StrainGradients(
            expansion.EnvironmentsOf(oracle.Crystal), Centres(oracle.Crystal), strain =>
            {
                int i = 9 * expansion.Coefficients * strain.Centre;
                for (int component = 0; component < 9; component++)
                {
                    (int a, int b) = int.DivRem(component, 3);
                    foreach ((int l, int m, int channel, int n) in
                        SphericalExpansionTest.FileOrder(oracle.Expansion, species))
                    {
                        Assert.Equal(
                            oracle.Values[i++],
                            strain.Of(b, a)[expansion.IndexOf(channel, l, m, n)],
                            FileTolerance * largest);
                        compared++;
                    }
                }
            });
        Assert.Equal(oracle.Values.Length, compared);
    }

    [Fact]
    public void OfPowerSpectraAreThoseOfFeatomic()
    {
        var oracle = FeatomicCase.Read(
            "soap-power-spectrum-gradients", "soap-power-spectrum-strain-gradient");
        var spectrum = new PowerSpectrum(oracle.Soap);
        double largest = oracle.Values.Max(Math.Abs);
        int compared = 0;
        spectrum.StrainGradients(
            spectrum.EnvironmentsOf(oracle.Crystal), Centres(oracle.Crystal), strain =>
            {
                int i = 9 * spectrum.Features * strain.Centre;
                for (int component = 0; component < 9; component++)
                {
                    (int a, int b) = int.DivRem(component, 3);
                    foreach (double slope in strain.Of(b, a))
                    {
                        Assert.Equal(oracle.Values[i++], slope, FileTolerance * largest);
                        compared++;
                    }
                }
            });
        Assert.Equal(oracle.Values.Length, compared);
    }

    /// <summary>Of crystals whose lattice is strained with their atoms.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void AreThoseOfDifferences(bool normalise, bool erased)
    {
        const double step = 1e-4;
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(23), Periodicity.Full);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = EnvironmentSamples.Settings,
            Species = erased ? SpeciesChannels.Erased : SpeciesChannels.In(crystal),
            Normalise = normalise,
        });
        double[] rows = Rows(spectrum, crystal);
        double[][] slopes = [.. Enumerable.Range(0, 9).Select(_ => new double[rows.Length])];
        spectrum.StrainGradients(spectrum.EnvironmentsOf(crystal), Centres(crystal), strain =>
        {
            int first = strain.Centre * spectrum.Features;
            Assert.Equal(
                rows.AsSpan(first, spectrum.Features).ToArray(), strain.Values.ToArray());
            for (int component = 0; component < 9; component++)
            {
                strain.Of(component / 3, component % 3).CopyTo(slopes[component].AsSpan(first));
            }
        });
        double largest = slopes.Max(component => component.Max(Math.Abs));
        for (int component = 0; component < 9; component++)
        {
            // Two central differences, whose errors of second order cancel.
            double[] near = Difference(spectrum, crystal, component, step);
            double[] far = Difference(spectrum, crystal, component, 2 * step);
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(
                    (8 * near[i] - far[i]) / (12 * step), slopes[component][i], 1e-6 * largest);
            }
        }
    }

    /// <summary>A strain that turns all space changes nothing.</summary>
    [Fact]
    public void OfPowerSpectraAreSymmetric()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(24), Periodicity.Full);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = EnvironmentSamples.Settings,
            Species = SpeciesChannels.In(crystal),
        });
        double most = 0;
        spectrum.StrainGradients(spectrum.EnvironmentsOf(crystal), Centres(crystal), strain =>
        {
            for (int i = 0; i < spectrum.Features; i++)
            {
                most = Math.Max(most, Math.Abs(strain.Of(0, 1)[i]));
                Assert.Equal(strain.Of(0, 1)[i], strain.Of(1, 0)[i], 1e-7);
                Assert.Equal(strain.Of(0, 2)[i], strain.Of(2, 0)[i], 1e-7);
                Assert.Equal(strain.Of(1, 2)[i], strain.Of(2, 1)[i], 1e-7);
            }
        });
        Assert.True(most > 1e-3);
    }

    private static double[] Difference(
        PowerSpectrum spectrum, Crystal crystal, int component, double by)
    {
        double[] ahead = Rows(spectrum, Strained(crystal, component, by));
        double[] behind = Rows(spectrum, Strained(crystal, component, -by));
        return [.. ahead.Zip(behind, (x, y) => x - y)];
    }

    /// <summary>r_a → r_a + η r_b of every vector, component = 3 a + b.</summary>
    private static Crystal Strained(Crystal crystal, int component, double by)
    {
        (int a, int b) = int.DivRem(component, 3);
        Matrix3D vectors = crystal.Lattice.Vectors;
        Vector3D Moved(Vector3D r)
        {
            double change = by * r[b];
            return r + new Vector3D(
                a == 0 ? change : 0, a == 1 ? change : 0, a == 2 ? change : 0);
        }

        var lattice = new Lattice(new Matrix3D(
            Moved(vectors.Row0), Moved(vectors.Row1), Moved(vectors.Row2)));
        return new Crystal(lattice, crystal.Sites.ToArray(), crystal.Periodicity);
    }

    private static double[] Rows(PowerSpectrum spectrum, Crystal crystal)
    {
        double[] rows = new double[crystal.Count * spectrum.Features];
        spectrum.Compute(spectrum.EnvironmentsOf(crystal), 0, crystal.Count, rows);
        return rows;
    }

    private static int[] Centres(Crystal crystal) => [.. Enumerable.Range(0, crystal.Count)];
}
