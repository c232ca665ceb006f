using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

public class EnvironmentGradientTest
{
    // The files keep about ten digits.
    private const double FileTolerance = 1e-9;

    private static readonly Vector3D[] Axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];

    [Fact]
    public void OfExpansionsAreThoseOfFeatomic()
    {
        var oracle = FeatomicCase.Read(
            "spherical-expansion-gradients", "spherical-expansion-positions-gradient");
        var species = SpeciesChannels.In(oracle.Crystal);
        var expansion = new SphericalExpansion(oracle.Expansion, species);
        double[] sums = Sums(
            oracle.Crystal.Count,
            expansion.Coefficients,
            visit => expansion.Gradients(
                expansion.EnvironmentsOf(oracle.Crystal), Centres(oracle.Crystal), visit));
        double largest = oracle.Values.Max(Math.Abs);
        int i = 0;
        for (int row = 0; row < 3 * oracle.Crystal.Count; row++)
        {
            foreach ((int l, int m, int channel, int n) in
                SphericalExpansionTest.FileOrder(oracle.Expansion, species))
            {
                double found = sums[
                    row * expansion.Coefficients + expansion.IndexOf(channel, l, m, n)];
                Assert.Equal(
                    oracle.Values[i++], oracle.Angstrom * found, FileTolerance * largest);
            }
        }

        Assert.Equal(oracle.Values.Length, i);
    }

    [Fact]
    public void OfPowerSpectraAreThoseOfFeatomic()
    {
        var oracle = FeatomicCase.Read(
            "soap-power-spectrum-gradients", "soap-power-spectrum-positions-gradient");
        var spectrum = new PowerSpectrum(oracle.Soap);
        double[] sums = Sums(
            oracle.Crystal.Count,
            spectrum.Features,
            visit => spectrum.Gradients(
                spectrum.EnvironmentsOf(oracle.Crystal), Centres(oracle.Crystal), visit));
        Assert.Equal(oracle.Values.Length, sums.Length);
        double largest = oracle.Values.Max(Math.Abs);
        for (int i = 0; i < sums.Length; i++)
        {
            Assert.Equal(
                oracle.Values[i], oracle.Angstrom * sums[i], FileTolerance * largest);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void AreThoseOfDifferences(bool normalise, bool erased)
    {
        const double step = 1e-4;
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(21), Periodicity.Full);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = EnvironmentSamples.Settings,
            Species = erased ? SpeciesChannels.Erased : SpeciesChannels.In(crystal),
            Normalise = normalise,
        });
        double[] dense = Dense(spectrum, crystal);
        int rows = crystal.Count * spectrum.Features;
        double largest = dense.Max(Math.Abs);
        for (int site = 0; site < crystal.Count; site++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                // Two central differences, whose errors of second order cancel.
                double[] near = Difference(spectrum, crystal, site, step * Axes[axis]);
                double[] far = Difference(spectrum, crystal, site, 2 * step * Axes[axis]);
                for (int i = 0; i < rows; i++)
                {
                    double expected = (8 * near[i] - far[i]) / (12 * step);
                    Assert.Equal(
                        expected, dense[(site * 3 + axis) * rows + i], 1e-6 * largest);
                }
            }
        }
    }

    /// <summary>
    /// The derivative by a strain η, r → (1 + η) r, which stresses are made of, of atoms in a box
    /// that nothing crosses: Σ_k ∂/∂r_kα r_kβ.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SumToThoseByStrain(bool normalise)
    {
        const double step = 1e-4;
        Crystal cluster = EnvironmentSamples.RandomCrystal(new RandomStream(22), Periodicity.None);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = EnvironmentSamples.Settings,
            Species = SpeciesChannels.In(cluster),
            Normalise = normalise,
        });
        int features = spectrum.Features;
        Vector3D[] places =
        [
            .. cluster.Sites.ToArray().Select(site => cluster.Lattice.ToCartesian(site.Position)),
        ];
        double[][,] strains =
            [.. places.Select(_ => new double[9, features])];
        spectrum.Gradients(
            spectrum.EnvironmentsOf(cluster), Centres(cluster), gradient =>
            {
                for (int k = 0; k < gradient.Sites.Length; k++)
                {
                    for (int a = 0; a < 9; a++)
                    {
                        double place = places[gradient.Sites[k]][a % 3];
                        for (int i = 0; i < features; i++)
                        {
                            strains[gradient.Centre][a, i] += place * gradient.Of(k, a / 3)[i];
                        }
                    }
                }
            });
        double largest = strains.Max(ofCentre => ofCentre.Cast<double>().Max(Math.Abs));
        for (int a = 0; a < 9; a++)
        {
            double[] near = Difference(a, step), far = Difference(a, 2 * step);
            for (int i = 0; i < near.Length; i++)
            {
                Assert.Equal(
                    (8 * near[i] - far[i]) / (12 * step),
                    strains[i / features][a, i % features],
                    1e-6 * largest);
            }
        }

        double[] Difference(int a, double by)
        {
            double[] up = Strained(a, by), down = Strained(a, -by);
            return [.. up.Zip(down, (x, y) => x - y)];
        }

        double[] Strained(int a, double by)
        {
            Site[] sites = cluster.Sites.ToArray();
            for (int i = 0; i < sites.Length; i++)
            {
                Vector3D moved = places[i] + by * places[i][a % 3] * Axes[a / 3];
                sites[i] = new Site(sites[i].Element, cluster.Lattice.ToFractional(moved));
            }

            var strained = new Crystal(cluster.Lattice, sites, Periodicity.None);
            double[] rows = new double[strained.Count * features];
            spectrum.Compute(
                spectrum.EnvironmentsOf(strained), 0, strained.Count, rows.AsMemory());
            return rows;
        }
    }

    [Fact]
    public void OfTwoAtomsAtOnePointAreThoseOfDifferences()
    {
        const double step = 1e-3;
        Site[] sites =
            [new(new Element(6), new(0.1, 0, 0)), new(new Element(6), new(0.1, 0, 0))];
        var pair = new Crystal(new Lattice(10 * Matrix3D.Identity), sites, Periodicity.None);
        var expansion = new SphericalExpansion(
            EnvironmentSamples.Settings, SpeciesChannels.Erased);
        double[] ahead = new double[expansion.Coefficients];
        double[] behind = new double[expansion.Coefficients];
        bool[] seen = [false];
        expansion.Gradients(expansion.EnvironmentsOf(pair), new[] { 0 }, gradient =>
        {
            Assert.Equal([0, 1], gradient.Sites.ToArray());
            for (int axis = 0; axis < 3; axis++)
            {
                Expand(1, axis, ahead);
                Expand(-1, axis, behind);
                for (int i = 0; i < ahead.Length; i++)
                {
                    Assert.Equal(
                        (ahead[i] - behind[i]) / (2 * step), gradient.Of(1, axis)[i], 1e-5);
                }
            }

            seen[0] = gradient.Of(1, 0).ContainsAnyExceptInRange(-0.01, 0.01);
        });
        Assert.True(seen[0]);

        void Expand(int sign, int axis, double[] values)
        {
            Crystal moved = EnvironmentSamples.Moved(pair, 1, sign * step * Axes[axis]);
            expansion.Compute(expansion.EnvironmentsOf(moved), 0, 1, values);
        }
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(22), Periodicity.Full);
        var spectrum = new PowerSpectrum(new SoapSettings
        {
            Expansion = EnvironmentSamples.Settings,
            Species = SpeciesChannels.In(crystal),
        });
        Assert.Equal(Dense(spectrum, crystal), Dense(spectrum, crystal, threads: 2));
        double[] values = new double[crystal.Count * spectrum.Features];
        AtomicEnvironments environments = spectrum.EnvironmentsOf(crystal);
        spectrum.Compute(environments, 0, crystal.Count, values);
        spectrum.Gradients(environments, Centres(crystal), gradient => Assert.Equal(
            values.AsSpan(gradient.Centre * spectrum.Features, spectrum.Features).ToArray(),
            gradient.Values.ToArray()));
    }

    private static double[] Difference(
        PowerSpectrum spectrum, Crystal crystal, int site, Vector3D by)
    {
        double[] ahead = Rows(spectrum, EnvironmentSamples.Moved(crystal, site, by));
        double[] behind = Rows(spectrum, EnvironmentSamples.Moved(crystal, site, -by));
        return [.. ahead.Zip(behind, (x, y) => x - y)];
    }

    private static double[] Rows(PowerSpectrum spectrum, Crystal crystal)
    {
        double[] rows = new double[crystal.Count * spectrum.Features];
        spectrum.Compute(spectrum.EnvironmentsOf(crystal), 0, crystal.Count, rows);
        return rows;
    }

    /// <summary>[moved site][axis][centre][feature].</summary>
    private static double[] Dense(PowerSpectrum spectrum, Crystal crystal, int threads = 1)
    {
        int count = crystal.Count, features = spectrum.Features;
        double[] dense = new double[3 * count * count * features];
        spectrum.Gradients(
            spectrum.EnvironmentsOf(crystal),
            Centres(crystal),
            gradient =>
            {
                for (int k = 0; k < gradient.Sites.Length; k++)
                {
                    for (int axis = 0; axis < 3; axis++)
                    {
                        int row = (gradient.Sites[k] * 3 + axis) * count + gradient.Centre;
                        gradient.Of(k, axis).CopyTo(dense.AsSpan(row * features));
                    }
                }
            },
            threads);
        return dense;
    }

    /// <summary>[moved site][axis][…] summed over the centres, as the files have it.</summary>
    private static double[] Sums(int sites, int width, Action<Action<EnvironmentGradient>> run)
    {
        double[] sums = new double[3 * sites * width];
        run(gradient =>
        {
            for (int k = 0; k < gradient.Sites.Length; k++)
            {
                for (int axis = 0; axis < 3; axis++)
                {
                    ReadOnlySpan<double> slopes = gradient.Of(k, axis);
                    int first = (gradient.Sites[k] * 3 + axis) * width;
                    for (int i = 0; i < width; i++)
                    {
                        sums[first + i] += slopes[i];
                    }
                }
            }
        });
        return sums;
    }

    private static int[] Centres(Crystal crystal) => [.. Enumerable.Range(0, crystal.Count)];
}
