using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Tests.Operators.Kinetic;

public sealed class KineticOperatorTest
{
    // The reference leaves out pairs below e⁻⁶⁰; ours are within 1e-10 of an element of S and T.
    private const double EnergyTolerance = 1e-9;

    private static readonly Lazy<JsonElement> Crystals =
        new(() => Read("kinetic_crystals.json").GetProperty("crystals"));

    public static IEnumerable<object[]> Names =>
        Crystals.Value.EnumerateObject().Select(crystal => new object[] { crystal.Name });

    /// <summary>An atom alone: S is 1, and T that of each shell times 1.</summary>
    [Fact]
    public void EveryShellHasItsKineticEnergy()
    {
        int shells = 0;
        foreach (JsonProperty entry in
            Read("kinetic_onsite.json").GetProperty("shells").EnumerateObject())
        {
            OperatorMatrices matrices = new KineticOperator().MatricesOf(
                Atom(int.Parse(entry.Name, CultureInfo.InvariantCulture)), 1);
            GaussianBasis basis = matrices.Pairs.Basis;
            JsonElement[] expected = [.. entry.Value.EnumerateArray()];
            Assert.Equal(
                expected.Select(shell => shell.GetProperty("l").GetInt32()),
                basis.Shells.ToArray().Select(shell => shell.Shell.AngularMomentum));
            for (int i = 0; i < expected.Length; i++)
            {
                double energy = expected[i].GetProperty("T").GetDouble();
                SiteShell shell = basis.Shells[i];
                for (int m = 0; m < shell.Shell.Functions; m++)
                {
                    int diagonal = (shell.First + m) * (basis.Count + 1);
                    Assert.Equal(1, matrices.Overlap[diagonal], 1e-12);
                    Assert.Equal(energy, matrices.Hamiltonian[diagonal], 1e-12 * energy);
                }

                shells++;
            }
        }

        Assert.True(shells > 100, $"{shells} shells");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EnergiesOfCrystalsAreMet(string name)
    {
        JsonElement entry = Crystals.Value.GetProperty(name);
        double[][] expected = [.. Rows(entry, "eigenvalues_hartree")];
        OperatorSpectrum spectrum = At(OracleCrystal(entry), KPoints(entry));
        Assert.Equal(0, spectrum.MostFunctionsRemoved);
        Assert.False(spectrum.HasGhost);
        Assert.Null(spectrum.Bands.Electrons);
        for (int k = 0; k < expected.Length; k++)
        {
            ReadOnlySpan<double> energies = spectrum.Bands.EnergiesAt(0, k);
            Assert.Equal(expected[k].Length, energies.Length);
            for (int band = 0; band < energies.Length; band++)
            {
                Assert.Equal(expected[k][band], energies[band], EnergyTolerance);
            }
        }

        // The reference's is the smallest over its mesh, which its own list of points covers.
        double smallest = entry.GetProperty("overlap_min_eigenvalue").GetDouble();
        Assert.InRange(
            spectrum.SmallestOverlapEigenvalue, 0.99 * smallest, 1.01 * smallest);
    }

    /// <summary>Ritz: in a smaller space the n-th eigenvalue is not lower.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void NoBandIsBelowThatOfFreeElectrons(string name)
    {
        JsonElement entry = Crystals.Value.GetProperty(name);
        Crystal crystal = OracleCrystal(entry);
        var random = new RandomStream(3);
        Vector3D[] kPoints =
        [
            .. KPoints(entry),
            .. Enumerable.Range(0, 5).Select(
                _ => new Vector3D(random.Uniform(), random.Uniform(), random.Uniform())),
        ];
        BandStructure bands = At(crystal, kPoints).Bands;
        for (int k = 0; k < kPoints.Length; k++)
        {
            double[] free = FreeElectrons(crystal.Lattice, kPoints[k], bands.Bands);
            for (int band = 0; band < bands.Bands; band++)
            {
                Assert.True(
                    bands.EnergiesAt(0, k)[band] >= free[band] - EnergyTolerance,
                    $"k-point {k}, band {band}");
            }
        }
    }

    [Fact]
    public void SettingsAreReadAndWritten()
    {
        SpectralOperator parsed = SpectralOperator.Parse(
            "kinetic", new Dictionary<string, string> { ["threshold"] = "1e-5" });
        Assert.Equal(new KineticOperator { OverlapThreshold = 1e-5 }, parsed);
        Assert.Equal(parsed, SpectralOperator.Parse("kinetic", parsed.Parameters));
        Assert.Equal(
            new KineticOperator(),
            SpectralOperator.Parse("kinetic", new Dictionary<string, string>()));
    }

    [Theory]
    [InlineData("kinetic", "treshold", "1e-5", "treshold")]
    [InlineData("kinetic", "threshold", "0", "threshold=0")]
    [InlineData("kinetic", "threshold", "one", "threshold=one")]
    [InlineData("kinetik", "threshold", "0.01", "kinetik")]
    public void WrongSettingsAreNamed(string kind, string name, string value, string named)
    {
        var settings = new Dictionary<string, string> { [name] = value };
        ArgumentException refusal =
            Assert.Throws<ArgumentException>(() => SpectralOperator.Parse(kind, settings));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new KineticOperator { OverlapThreshold = double.NaN });
    }

    [Fact]
    public void UnsuitableCrystalsAreRefusedWithTheSite()
    {
        Crystal uranium = Atom(92);
        UnsuitableCrystalException refusal = Assert.Throws<UnsuitableCrystalException>(
            () => new KineticOperator().MatricesOf(uranium, 1));
        Assert.Equal(0, refusal.Site);
        Assert.Contains("site 1 (U)", refusal.Message, StringComparison.Ordinal);

        var half = new Crystal(
            uranium.Lattice, [new Site(new Element(6), default, 0.5)]);
        Assert.Contains(
            "occupancy 0.5",
            Assert.Throws<UnsuitableCrystalException>(
                () => new KineticOperator().MatricesOf(half, 1)).Reason,
            StringComparison.Ordinal);

        var empty = new Crystal(uranium.Lattice, []) { Name = "nothing" };
        Assert.Equal(
            "nothing: there are no atoms",
            Assert.Throws<UnsuitableCrystalException>(
                () => new KineticOperator().MatricesOf(empty, 1)).Message);

        Site carbon = new(new Element(6), default);
        var twice = new Crystal(uranium.Lattice, [carbon, carbon]);
        Assert.Throws<UnsuitableCrystalException>(
            () => new KineticOperator().MatricesOf(twice, 1));
    }

    private static OperatorSpectrum At(Crystal crystal, Vector3D[] kPoints) =>
        OperatorBands.OnPath(
            new KineticOperator(), crystal, kPoints, new KPointPath([]), new() { Threads = 2 });

    private static double[] FreeElectrons(Lattice lattice, Vector3D k, int bands)
    {
        // Fewer energies could only be higher, and so the bound harder to meet.
        const int reach = 6;
        var energies = new List<double>();
        for (int a = -reach; a <= reach; a++)
        {
            for (int b = -reach; b <= reach; b++)
            {
                for (int c = -reach; c <= reach; c++)
                {
                    Vector3D wave = (k + new Vector3D(a, b, c)) * lattice.Reciprocal;
                    energies.Add(wave.LengthSquared / 2);
                }
            }
        }

        energies.Sort();
        return [.. energies.Take(bands)];
    }

    private static Crystal Atom(int atomicNumber) => new(
        new Lattice(10 * Matrix3D.Identity),
        [new Site(new Element(atomicNumber), default)],
        Periodicity.None);

    private static Crystal OracleCrystal(JsonElement entry)
    {
        Vector3D[] cell = [.. Rows(entry, "cell_bohr").Select(Vector)];
        var lattice = new Lattice(new Matrix3D(cell[0], cell[1], cell[2]));
        IEnumerable<Site> sites = entry.GetProperty("Z").EnumerateArray()
            .Zip(Rows(entry, "positions_bohr"))
            .Select(site => new Site(
                new Element(site.First.GetInt32()),
                lattice.ToFractional(Vector(site.Second))));
        return new Crystal(lattice, sites);
    }

    private static Vector3D[] KPoints(JsonElement entry) =>
        [.. Rows(entry, "kpoints_fractional").Select(Vector)];

    private static Vector3D Vector(double[] row) => new(row[0], row[1], row[2]);

    private static IEnumerable<double[]> Rows(JsonElement entry, string name) =>
        entry.GetProperty(name).EnumerateArray().Select(
            row => row.EnumerateArray().Select(number => number.GetDouble()).ToArray());

    private static JsonElement Read(string name) => JsonDocument.Parse(
        File.ReadAllText(RepositoryFile.Oracle("operators/" + name))).RootElement;
}
