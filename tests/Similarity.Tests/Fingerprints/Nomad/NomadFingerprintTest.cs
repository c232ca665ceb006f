using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints;

/// <summary>The oracles are the program of NOMAD, run on spectra of its archive.</summary>
public class NomadFingerprintTest
{
    /// <summary>The electronvolt that the archive divides by.</summary>
    private const double JoulesPerEv = 1.602176565e-19;

    private static readonly JsonElement Oracle = Read("nomad/nomad_fingerprints.json");
    private static readonly JsonElement Spectra = Read("nomad/nomad_dos.json");

    public static TheoryData<string> Grids =>
        [.. Oracle.GetProperty("grids").EnumerateObject().Select(grid => grid.Name)];

    [Theory]
    [MemberData(nameof(Grids))]
    public void GridsMeetNomad(string name)
    {
        JsonElement expected = Oracle.GetProperty("grids").GetProperty(name);
        string id = expected.GetProperty("grid_id").GetString()!;
        var grid = NomadGrid.Parse(id);
        Assert.Equal(id, grid.Id);
        Assert.Equal(Numbers(expected.GetProperty("energies")), grid.EnergiesEv.ToArray());
        Assert.Equal(
            Numbers(expected.GetProperty("max_heights")),
            Enumerable.Range(0, grid.EnergiesEv.Length)
                .Select(i => grid.Threshold(i, grid.Pixels)));
        Assert.Equal(
            Numbers(expected.GetProperty("first_bin_heights")),
            Enumerable.Range(0, grid.EnergiesEv.Length).Select(i => grid.Threshold(i, 1)));
    }

    [Fact]
    public void EveryBitMeetsNomad()
    {
        int bits = 0;
        foreach (JsonElement row in Oracle.GetProperty("fingerprints").EnumerateArray())
        {
            NomadFingerprint actual = Fingerprint(
                row.GetProperty("id").GetString()!, Grid(row.GetProperty("grid").GetString()!));
            Assert.Equal(row.GetProperty("bins_run_length").GetString(), actual.RunLengths());
            Assert.Equal(
                Numbers(row.GetProperty("indices")), new double[] { actual.First, actual.End });
            Assert.Equal(row.GetProperty("n_bits").GetInt32(), actual.Length);
            Assert.Equal(row.GetProperty("n_ones").GetInt32(), actual.Ones);
            Assert.Equal(row.GetProperty("filling_factor").GetDouble(), actual.FillingFactor);
            Assert.Equal(row.GetProperty("overflow").GetDouble(), actual.Overflow);
            Assert.Equal(row.GetProperty("undersampling").GetDouble(), actual.Undersampling);
            Assert.Equal(Numbers(row.GetProperty("adapted_states")), actual.States.ToArray());
            bits += actual.Length;
        }

        Assert.Equal(33, Oracle.GetProperty("fingerprints").GetArrayLength());
        Assert.True(bits > 200_000);
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void TanimotoMatricesMeetNomad(string name)
    {
        NomadGrid grid = Grid(name);
        string[] ids = [.. Oracle.GetProperty("ids").EnumerateArray().Select(e => e.GetString()!)];
        NomadFingerprint[] all = [.. ids.Select(id => Fingerprint(id, grid))];
        JsonElement matrix = Oracle.GetProperty("tanimoto").GetProperty(name);
        Assert.Equal(11, ids.Length);
        for (int i = 0; i < all.Length; i++)
        {
            Assert.Equal(
                Numbers(matrix[i]),
                all.Select(other => NomadFingerprint.Tanimoto(all[i], other)));
        }
    }

    /// <summary>The slow twin: bit by bit, on ranges that begin and end anywhere.</summary>
    [Fact]
    public void TanimotoOfPartialRangesMeetsBitByBit()
    {
        var grid = NomadGrid.Parse("uniform:0:0.1:1:-3:3:7");
        var random = new Random(11);
        for (int trial = 0; trial < 40; trial++)
        {
            NomadFingerprint a = RandomSpectrum(random, grid), b = RandomSpectrum(random, grid);
            int start = Math.Max(a.First, b.First), end = Math.Min(a.End, b.End);
            int both = 0, either = 0;
            for (int i = start * grid.Pixels; i < end * grid.Pixels; i++)
            {
                bool inA = a[i - a.First * grid.Pixels], inB = b[i - b.First * grid.Pixels];
                both += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }

            Assert.Equal(
                either == 0 ? 0 : (double)both / either, NomadFingerprint.Tanimoto(a, b));
        }
    }

    /// <summary>In our units, hartrees of 2022, all but rounding is the same.</summary>
    [Fact]
    public void ARecipeMeetsTheArchiveThroughHartrees()
    {
        string id = "17661:2634879";
        var recipe = FingerprintRecipe.Parse(
            "nomad", new Dictionary<string, string> { ["reference"] = "fermi" });
        (double[] joules, double[][] spins) = Spectrum(id);
        double hartree = JoulesPerEv * PhysicalConstants.HartreeInEv;
        var dos = new DensityOfStates(
            [.. joules.Select(energy => energy / hartree)],
            [.. spins.Select(spin => spin.Select(value => value * hartree).ToArray())])
        {
            ReportedFermiLevel = 0,
        };
        Fingerprint actual = recipe.Of(dos);
        NomadFingerprint expected = Fingerprint(id, NomadGrid.Parse(NomadGrid.DefaultId));
        Assert.Equal(expected.RunLengths(), actual.Nomad!.RunLengths());
        Assert.Equal(
            expected.States.ToArray().Sum(), actual.Values.ToArray().Sum(), 1e-9);
        Assert.Equal(1, FingerprintMetric.Find("tanimoto").Compare(actual, actual));
    }

    /// <summary>Bands cover the whole grid, and a level has its two electrons.</summary>
    [Fact]
    public void BandsFillAllIntervals()
    {
        // −1 and 3 eV; the Fermi level between them makes the lower one the valence maximum.
        double ev = 1 / PhysicalConstants.HartreeInEv;
        var bands = new BandStructure(1, 2, new Vector3D[1], [1], [-1 * ev, 3 * ev])
        {
            Electrons = 2,
        };
        Fingerprint actual = FingerprintRecipe.Parse("nomad").Of(bands);
        Assert.Equal(144, actual.Values.Length);
        Assert.Equal((0, 144), (actual.Nomad!.First, actual.Nomad.End));
        Assert.Equal(4, actual.Values.ToArray().Sum(), 1e-9);
        double mean = actual.Values.ToArray()
            .Zip(actual.Segments[0].EnergiesEv, (states, energy) => states * energy).Sum() / 4;

        // From the valence maximum the levels are at 0 and 4, known to half an interval.
        Assert.Equal(2, mean, 0.25);
    }

    /// <summary>
    /// A spectrum that ends inside the grid, as none of the archive does: the last bin of the mesh
    /// follows the line before it past a peak, and the interval around it counts, unless the
    /// spectrum begins below the grid. So the program of NOMAD has it.
    /// </summary>
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(-20, 0)]
    public void ASpectrumMayEndInsideTheGrid(double lowest, int intervals)
    {
        const double Step = 0.05;
        var grid = NomadGrid.Parse("nonuniform:0:0.05:1.05:0.5:5.5:7:-8:7:56");
        double[] limits = grid.EnergiesEv.ToArray();
        int last = Enumerable.Range(0, limits.Length - 1).First(i => limits[i] > 0
            && limits[i + 1] - limits[i] > 1.5 * Step
            && Math.Floor(limits[i + 1] / Step) == Math.Round(limits[i + 1] / Step));
        double top = limits[last + 1];

        NomadFingerprint actual = NomadFingerprint.Of(
            grid, [lowest, top - 0.03, top - 0.02, top], [1, 1, 9, 1]);

        Assert.Equal(last + intervals, actual.End);
        Assert.Equal(
            limits[actual.End] - limits[actual.End - 1], actual.States[^1], 1e-9);
    }

    [Theory]
    [InlineData("nonuniform:-2:0.05:1.05", "3 numbers, not 9")]
    [InlineData("dg_cut:512:0:4:(-3, 3):1024", "begins with neither")]
    [InlineData("uniform:0:x:2.0:-10:5:32", "'x' is no number")]
    [InlineData("uniform:0:0.1:2.0:-10:5:0", "'0' bits")]
    [InlineData("uniform:0:0:2.0:-10:5:32", "positive")]
    [InlineData("uniform:0:1e-9:2.0:-10:5:32", "at most 100000")]
    [InlineData("custom:0123", "hash")]
    public void BadGridsAreRefusedWithTheReason(string id, string reason)
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => NomadGrid.Parse(id));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{id}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GridsAreEqualByTheirNumbers()
    {
        var a = NomadGrid.Parse("uniform:0:0.1:2.0:-10:5:32");
        var b = NomadGrid.Parse("uniform:0.0:0.10:2:-10.0:5:32");
        Assert.Equal(a, b);
        Assert.NotEqual(a.Id, b.Id);
        Assert.NotEqual(a, NomadGrid.Parse("uniform:0:0.1:2.0:-10:5:33"));
        Assert.Throws<ArgumentException>(() => NomadFingerprint.Tanimoto(
            NomadFingerprint.Of(a, [-5, 0, 5], [1, 1, 1]),
            NomadFingerprint.Of(
                NomadGrid.Parse("uniform:0:0.1:2.0:-10:4:32"), [-5, 0, 5], [1, 1, 1])));
    }

    /// <summary>
    /// The hash is that of Python's "".join(str(x) …) of [56.0, -2.0, …], computed there.
    /// </summary>
    [Fact]
    public void CustomGridsHaveTheIdOfThePeer() =>
        Assert.Equal(
            "custom:d49a62f8059a7590657b551605f87d2c",
            NomadGrid.Custom([-1, 0, 0.00005, 1], [0.5, 123456, 2, 2.25], 56).Id);

    [Fact]
    public void PythonRoundsTheExactNumber()
    {
        // 2⁻¹¹ has eleven decimals and a 5 last: a tie, which goes to even.
        Assert.Equal(0.0004882812, DecimalRounding.Exact(1 / 2048.0, 1e10));

        // 2.675 is stored a little below: Python says 2.67, and the product rounds up to a tie.
        Assert.Equal(2.67, DecimalRounding.Exact(2.675, 100));
        Assert.Equal(2.68, DecimalRounding.Scaled(2.675, 100));
    }

    private static NomadFingerprint RandomSpectrum(Random random, NomadGrid grid)
    {
        int points = random.Next(30, 60);
        double first = -4 + 3 * random.NextDouble();
        double step = 0.06 + 0.1 * random.NextDouble();
        return NomadFingerprint.Of(
            grid,
            [.. Enumerable.Range(0, points).Select(i => first + step * i)],
            [.. Enumerable.Range(0, points).Select(_ => 12 * random.NextDouble())]);
    }

    private static NomadGrid Grid(string name) => NomadGrid.Parse(
        Oracle.GetProperty("grids").GetProperty(name).GetProperty("grid_id").GetString()!);

    private static NomadFingerprint Fingerprint(string id, NomadGrid grid)
    {
        (double[] energies, double[][] spins) = Spectrum(id);
        return NomadFingerprint.OfArchive(grid, energies, spins);
    }

    private static (double[] Energies, double[][] Spins) Spectrum(string id)
    {
        JsonElement dos = Spectra.GetProperty(id);
        return (
            Numbers(dos.GetProperty("dos_energies_joule")),
            [.. dos.GetProperty("dos_values_per_joule").EnumerateArray().Select(Numbers)]);
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static JsonElement Read(string oracle) =>
        JsonDocument.Parse(File.ReadAllText(RepositoryFile.Oracle(oracle))).RootElement;
}
