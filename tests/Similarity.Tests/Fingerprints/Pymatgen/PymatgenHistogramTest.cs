using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints;

/// <summary>The oracles are get_dos_fp and get_dos_fp_similarity of pymatgen.</summary>
public class PymatgenHistogramTest
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Oracle = JsonDocument.Parse(
        File.ReadAllText(RepositoryFile.Oracle("pymatgen/pymatgen_dos_fp.json"))).RootElement;

    public static TheoryData<int> Cases =>
        [.. Enumerable.Range(0, Oracle.GetProperty("cases").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FingerprintsMeetPymatgen(int index)
    {
        JsonElement row = Oracle.GetProperty("cases")[index];
        string file = row.GetProperty("file").GetString()!;
        foreach (JsonElement expected in row.GetProperty("fps").EnumerateArray())
        {
            Fingerprint actual = Make(file, expected.GetProperty("params"));
            double[] densities = Numbers(expected.GetProperty("densities"));
            double largest = densities.Max(Math.Abs);
            Assert.Equal(densities.Length, actual.Values.Length);
            for (int i = 0; i < densities.Length; i++)
            {
                Assert.Equal(densities[i], actual.Values[i], Tolerance * largest);
            }

            var energies = actual.Segments[0].EnergiesEv;
            Assert.Equal(expected.GetProperty("n_energies").GetInt32(), energies.Length);
            Assert.Equal(expected.GetProperty("e0").GetDouble(), energies[0], 1e-11);
            Assert.Equal(expected.GetProperty("e1").GetDouble(), energies[^1], 1e-11);
            Assert.Equal(
                expected.GetProperty("energies_ndim").GetInt32() == 1,
                actual.Warnings.Any(text => text.Contains("n_bins", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SimilaritiesWithinAFileMeetPymatgen(int index)
    {
        JsonElement row = Oracle.GetProperty("cases")[index];
        string file = row.GetProperty("file").GetString()!;
        Assert.NotEqual(0, row.GetProperty("sims").GetArrayLength());
        foreach (JsonElement pair in row.GetProperty("sims").EnumerateArray())
        {
            Meet(
                pair, Make(file, pair.GetProperty("a")), Make(file, pair.GetProperty("b")));
        }
    }

    [Fact]
    public void SimilaritiesOfFilesMeetPymatgen()
    {
        Assert.Equal(90, Oracle.GetProperty("pairs").GetArrayLength());
        foreach (JsonElement pair in Oracle.GetProperty("pairs").EnumerateArray())
        {
            JsonElement parameters = pair.GetProperty("params");
            Meet(
                pair,
                Make(pair.GetProperty("a").GetString()!, parameters),
                Make(pair.GetProperty("b").GetString()!, parameters));
        }
    }

    [Fact]
    public void FewPointsAreTakenAsTheyAreWithAWarning()
    {
        Fingerprint actual = Make(
            "pymatgen/complete_dos.json",
            new Dictionary<string, string> { ["fp_type"] = "tdos", ["n_bins"] = "500" });
        Assert.Equal(301, actual.Values.Length);
        Assert.Contains(
            actual.Warnings, text => text.Contains("fewer than n_bins", StringComparison.Ordinal));
    }

    /// <summary>
    /// The kind's own way: an integral of 1, with no point lost, whatever the file's spacing.
    /// </summary>
    [Fact]
    public void BinsHoldTheIntegral()
    {
        double ev = 1 / PhysicalConstants.HartreeInEv;

        // A ramp, D = 2 + E/5 per eV from −10 to 10, on points that fall on no edge.
        double[] energies = EnergyGrid.Uniform(-10 * ev, 10 * ev, 38);
        double[] ramp = [.. energies.Select(energy => (2 + energy / ev / 5) / ev)];
        var dos = new DensityOfStates(energies, ramp) { ReportedFermiLevel = 0 };
        var recipe = FingerprintRecipe.Parse(
            "pymatgen",
            new Dictionary<string, string>
            {
                ["n_bins"] = "40",
                ["normalize"] = "false",
                ["per"] = "cell",
            });
        Fingerprint actual = recipe.Of(dos);
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(2 + actual.Segments[0].EnergiesEv[i] / 5, actual.Values[i], 1e-12);
        }

        double[] shares = FingerprintRecipe.Parse("pymatgen").Of(dos).Values.ToArray();
        Assert.Equal(256, shares.Length);
        Assert.Equal(1, shares.Sum() * 20 / 256, 1e-12);
    }

    /// <summary>Bands and the same bands as a fine table agree: two ways to the integrals.</summary>
    [Fact]
    public void BandsMeetTheirOwnTable()
    {
        double ev = 1 / PhysicalConstants.HartreeInEv;
        var bands = new BandStructure(
            1,
            2,
            new Vector3D[2],
            [1, 3],
            [-3 * ev, -1 * ev, 2 * ev, -3.5 * ev, -1.2 * ev, 1 * ev])
        {
            Electrons = 4,
        };
        Dictionary<string, string> settings = new() { ["n_bins"] = "50", ["sigma"] = "0.3" };
        var recipe = FingerprintRecipe.Parse("pymatgen", settings);
        DensityOfStates table = DosCalculation.Evaluate(
            bands, new Gaussian(0.3 * ev), EnergyGrid.Uniform(-12 * ev, 12 * ev, 20001));
        Fingerprint direct = recipe.Of(bands, fermiLevel: 0);
        Fingerprint tabulated = recipe.Of(table, fermiLevel: 0);
        Assert.Equal(direct.GridId, tabulated.GridId);

        // Trapezoids 1.2 meV wide leave h²/12 · D′/D ~ 1e-6 of a peak.
        Assert.InRange(FingerprintMetric.Find("euclidean").Compare(direct, tabulated), 0, 1e-5);
    }

    private static void Meet(JsonElement pair, Fingerprint a, Fingerprint b)
    {
        double actual = (pair.GetProperty("metric").GetString(),
            pair.GetProperty("normalize").GetBoolean()) switch
        {
            ("tanimoto", false) => TanimotoMetric.Compare(a.Values, b.Values),
            ("cosine-sim", true) => CosineMetric.Similarity(a.Values, b.Values),
            ("cosine-sim", false) => DotMetric.Compare(a.Values, b.Values),
            ("wasserstein", false) =>
                PymatgenWasserstein.Distance(a.Values, Width(a), b.Values, Width(b)),
            var other => throw new InvalidOperationException($"{other}"),
        };
        double expected = pair.GetProperty("value").GetDouble();
        Assert.Equal(expected, actual, Tolerance * Math.Max(1, Math.Abs(expected)));
    }

    private static double Width(Fingerprint fingerprint) =>
        fingerprint.Segments[0].EnergiesEv[1] - fingerprint.Segments[0].EnergiesEv[0];

    private static Fingerprint Make(string file, JsonElement parameters) => Make(
        file,
        parameters.EnumerateObject().ToDictionary(
            pair => pair.Name,
            pair => pair.Value.ToString().Replace("False", "false", StringComparison.Ordinal)));

    private static Fingerprint Make(string file, Dictionary<string, string> settings)
    {
        settings["compat"] = "pymatgen";
        string path = RepositoryFile.Database("spectra/" + file);
        DensityOfStates dos =
            FileFormats.Read(File.Exists(path) ? path : path + ".gz").Dos!;
        return FingerprintRecipe.Parse("pymatgen", settings).Of(dos);
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
