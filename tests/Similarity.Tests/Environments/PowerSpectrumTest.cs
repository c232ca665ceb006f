using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

public class PowerSpectrumTest
{
    // The file keeps about ten digits.
    private const double FileTolerance = 1e-9;

    // Relative to the largest feature; the spline of 1e-10 is sampled at distances that differ by
    // rounding only.
    private const double RoundingTolerance = 1e-11;

    private static readonly Periodicity[] Periodicities =
        [Periodicity.Full, Periodicity.None, new(true, false, true)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Periodicities.Length)];

    [Fact]
    public void IsThatOfFeatomic()
    {
        var oracle = FeatomicCase.Read("soap-power-spectrum-values", "soap-power-spectrum-values");
        double[] found = Rows(oracle.Soap, oracle.Crystal);
        Assert.Equal(oracle.Values.Length, found.Length);
        AssertClose(oracle.Values, found, FileTolerance);
    }

    [Fact]
    public void OfLibrascalDiffersInTheSignOfOddDegrees()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(4), Periodicity.Full);
        var spectrum = new PowerSpectrum(Settings(crystal));
        double[] expected = Rows(Settings(crystal), crystal);
        double[] found = Rows(
            Settings(crystal) with { Convention = SoapConvention.Librascal }, crystal);
        int functions = spectrum.Settings.Expansion.RadialFunctions;
        for (int i = 0; i < found.Length; i++)
        {
            int l = i / (functions * functions) % (spectrum.Settings.Expansion.MaxAngular + 1);
            Assert.Equal(l % 2 == 0 ? expected[i] : -expected[i], found[i]);
        }
    }

    /// <summary>The definition, summed without blocks, lanes or padding.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    public void IsTheSumOverCoefficients(int functions)
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(5), Periodicity.Full);
        SoapSettings settings = Settings(crystal);
        settings = settings with
        {
            Expansion = settings.Expansion with { RadialFunctions = functions },
        };
        var spectrum = new PowerSpectrum(settings);
        SphericalExpansion expansion = spectrum.Expansion;
        double[] rows = Rows(settings, crystal);
        double[] c = new double[crystal.Count * expansion.Coefficients];
        expansion.Compute(expansion.EnvironmentsOf(crystal), 0, crystal.Count, c);
        double[] expected = new double[rows.Length];
        int channels = settings.Species.Count;
        for (int i = 0; i < crystal.Count; i++)
        {
            for (int a = 0; a < channels; a++)
            {
                for (int b = a; b < channels; b++)
                {
                    for (int l = 0; l <= settings.Expansion.MaxAngular; l++)
                    {
                        for (int n1 = 0; n1 < functions; n1++)
                        {
                            for (int n2 = 0; n2 < functions; n2++)
                            {
                                double sum = 0;
                                for (int m = -l; m <= l; m++)
                                {
                                    int at = i * expansion.Coefficients;
                                    sum += c[at + expansion.IndexOf(a, l, m, n1)]
                                        * c[at + expansion.IndexOf(b, l, m, n2)];
                                }

                                expected[i * spectrum.Features
                                    + spectrum.IndexOf(a, b, l, n1, n2)] =
                                    (l % 2 == 0 ? 1 : -1) / Math.Sqrt(2 * l + 1)
                                        * (a == b ? 1 : Math.Sqrt(2)) * sum;
                            }
                        }
                    }
                }
            }
        }

        AssertClose(expected, rows, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RotationChangesNothing(int seed)
    {
        var random = new RandomStream((ulong)seed);
        Crystal crystal = EnvironmentSamples.RandomCrystal(random, Periodicities[seed]);
        Matrix3D rotation = EnvironmentSamples.RandomRotation(random);
        var rotated = new Crystal(
            new Lattice(crystal.Lattice.Vectors * rotation),
            crystal.Sites.ToArray(),
            crystal.Periodicity);
        AssertClose(
            Rows(Settings(crystal), crystal), Rows(Settings(crystal), rotated), RoundingTolerance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TranslationAndWrappingChangeNothing(int seed)
    {
        var random = new RandomStream((ulong)seed);
        Crystal crystal = EnvironmentSamples.RandomCrystal(random, Periodicities[seed]);
        var shift = new Vector3D(random.Uniform(), random.Uniform(), random.Uniform());
        Site[] sites = crystal.Sites.ToArray();
        for (int i = 0; i < sites.Length; i++)
        {
            // Another image of the atom in each periodic direction.
            var image = new Vector3D(
                crystal.Periodicity.A ? random.Below(5) - 2 : 0,
                crystal.Periodicity.B ? random.Below(5) - 2 : 0,
                crystal.Periodicity.C ? random.Below(5) - 2 : 0);
            sites[i] = sites[i] with { Position = sites[i].Position + shift + image };
        }

        var moved = new Crystal(crystal.Lattice, sites, crystal.Periodicity);
        AssertClose(
            Rows(Settings(crystal), crystal), Rows(Settings(crystal), moved), RoundingTolerance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PermutationPermutesTheRows(int seed)
    {
        var random = new RandomStream((ulong)seed);
        Crystal crystal = EnvironmentSamples.RandomCrystal(random, Periodicities[seed]);
        int[] order = [.. Enumerable.Range(0, crystal.Count)];
        random.Shuffle<int>(order);
        Site[] sites = crystal.Sites.ToArray();
        var permuted = new Crystal(
            crystal.Lattice, order.Select(i => sites[i]), crystal.Periodicity);
        double[] rows = Rows(Settings(crystal), crystal);
        int features = rows.Length / crystal.Count;
        AssertClose(
            [.. order.SelectMany(i => rows.AsSpan(i * features, features).ToArray())],
            Rows(Settings(crystal), permuted),
            RoundingTolerance);
    }

    [Fact]
    public void ASupercellHasTheRowsOfItsCell()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(9), Periodicity.Full);
        Crystal supercell = Supercell(crystal, 2, 3, 1);
        double[] rows = Rows(Settings(crystal), crystal);
        double[] many = Rows(Settings(crystal), supercell);
        int features = rows.Length / crystal.Count;
        for (int i = 0; i < supercell.Count; i++)
        {
            AssertClose(
                rows.AsSpan(i / 6 * features, features).ToArray(),
                many.AsSpan(i * features, features).ToArray(),
                RoundingTolerance);
        }

        var spectrum = new PowerSpectrum(Settings(crystal));
        AssertClose(
            spectrum.Average(spectrum.EnvironmentsOf(crystal)),
            spectrum.Average(spectrum.EnvironmentsOf(supercell)),
            RoundingTolerance);
    }

    [Fact]
    public void ThreadsAndBlocksChangeNoBit()
    {
        Crystal crystal = Supercell(
            EnvironmentSamples.RandomCrystal(new RandomStream(10), Periodicity.Full), 3, 3, 2);
        var spectrum = new PowerSpectrum(Settings(crystal) with { Normalise = true });
        AtomicEnvironments environments = spectrum.EnvironmentsOf(crystal);
        double[] one = new double[crystal.Count * spectrum.Features];
        double[] two = new double[one.Length], blocks = new double[one.Length];
        spectrum.Compute(environments, 0, crystal.Count, one);
        spectrum.Compute(environments, 0, crystal.Count, two, threads: 2);
        for (int first = 0; first < crystal.Count; first += 25)
        {
            int count = Math.Min(25, crystal.Count - first);
            Memory<double> part = blocks.AsMemory(
                first * spectrum.Features, count * spectrum.Features);
            spectrum.Compute(environments, first, count, part, threads: 2);
        }

        Assert.Equal(one, two);
        Assert.Equal(one, blocks);
        Assert.Equal(
            spectrum.Average(environments, threads: 1), spectrum.Average(environments, threads: 2));
    }

    [Fact]
    public void NormalisedRowsAreTheRowsOverTheirLength()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(11), Periodicity.Full);
        double[] rows = Rows(Settings(crystal), crystal);
        double[] unit = Rows(Settings(crystal) with { Normalise = true }, crystal);
        int features = rows.Length / crystal.Count;
        for (int i = 0; i < crystal.Count; i++)
        {
            double[] row = rows[(i * features)..((i + 1) * features)];
            double length = Math.Sqrt(row.Sum(x => x * x));
            AssertClose(
                [.. row.Select(x => x / length)],
                unit[(i * features)..((i + 1) * features)],
                1e-14);
        }
    }

    [Fact]
    public void ErasedSpeciesAreThoseOfOneElement()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(12), Periodicity.Full);
        var carbon = new Crystal(
            crystal.Lattice,
            crystal.Sites.ToArray().Select(site => site with { Element = new Element(6) }),
            crystal.Periodicity);
        Assert.Equal(
            Rows(Settings(carbon), carbon),
            Rows(Settings(crystal) with { Species = SpeciesChannels.Erased }, crystal));
    }

    [Fact]
    public void ChannelsOfAbsentElementsHoldZerosAndMoveNothing()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(13), Periodicity.Full);
        SoapSettings more = Settings(crystal) with
        {
            Species = SpeciesChannels.Of(
                new Element(1), new Element(6), new Element(7), new Element(8)),
        };
        var few = new PowerSpectrum(Settings(crystal));
        var many = new PowerSpectrum(more);
        double[] expected = Rows(few.Settings, crystal), found = Rows(more, crystal);
        int[] channels = [0, 1, 3];
        for (int a = 0; a < 3; a++)
        {
            for (int b = a; b < 3; b++)
            {
                Assert.Equal(
                    expected[few.IndexOf(a, b, 2, 3, 1)],
                    found[many.IndexOf(channels[a], channels[b], 2, 3, 1)]);
            }
        }

        for (int other = 0; other < 4; other++)
        {
            int at = many.IndexOf(Math.Min(2, other), Math.Max(2, other), 0, 0, 0);
            Assert.All(found[at..(at + many.BlockLength)], value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void RefusesWhatItCannotMeasure()
    {
        Crystal crystal = EnvironmentSamples.RandomCrystal(new RandomStream(14), Periodicity.Full);
        var spectrum = new PowerSpectrum(
            Settings(crystal) with { Species = SpeciesChannels.Of(new Element(6)) });
        AtomicEnvironments environments = spectrum.EnvironmentsOf(crystal);
        double[] row = new double[spectrum.Features];
        Assert.Contains(
            "H, for which there is no channel",
            Assert.Throws<ArgumentException>(() => spectrum.Compute(environments, 0, 1, row))
                .Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => spectrum.Compute(environments, crystal.Count, 1, row));
        Assert.Throws<ArgumentException>(() => spectrum.Compute(environments, 0, 2, row));
        Assert.Throws<ArgumentException>(
            () => spectrum.Compute(new AtomicEnvironments(crystal, 3), 0, 1, row));
        Site[] half = [crystal.Sites[0] with { Occupancy = 0.5 }];
        Assert.Throws<ArgumentException>(
            () => new AtomicEnvironments(new Crystal(crystal.Lattice, half), 3));
    }

    private static SoapSettings Settings(Crystal crystal) => new()
    {
        Expansion = EnvironmentSamples.Settings,
        Species = SpeciesChannels.In(crystal),
    };

    private static double[] Rows(SoapSettings settings, Crystal crystal)
    {
        var spectrum = new PowerSpectrum(settings);
        double[] rows = new double[crystal.Count * spectrum.Features];
        spectrum.Compute(spectrum.EnvironmentsOf(crystal), 0, crystal.Count, rows);
        return rows;
    }

    /// <summary>The copies of a site come one after the other.</summary>
    private static Crystal Supercell(Crystal crystal, int a, int b, int c)
    {
        Matrix3D v = crystal.Lattice.Vectors;
        return new Crystal(
            new Lattice(new Matrix3D(a * v.Row0, b * v.Row1, c * v.Row2)),
            from site in crystal.Sites.ToArray()
            from i in Enumerable.Range(0, a)
            from j in Enumerable.Range(0, b)
            from k in Enumerable.Range(0, c)
            let p = site.Position
            select site with
            {
                Position = new Vector3D((p.X + i) / a, (p.Y + j) / b, (p.Z + k) / c),
            });
    }

    private static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], tolerance * largest);
        }
    }
}
