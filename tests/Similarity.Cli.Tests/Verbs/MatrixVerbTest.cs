using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>A matrix agrees with the verbs for one pair, its files with the document.</summary>
public sealed class MatrixVerbTest
{
    private static readonly string[] Spectra =
    [
        RepositoryFile.Database("spectra/matminer/si_dos.json"),
        RepositoryFile.Database("spectra/pymatgen/complete_dos.json.gz"),
        RepositoryFile.Database("spectra/pymatgen/dos_spin_polarization_mp-865805.json"),
    ];

    private static readonly string[] Settings =
        ["--kind", "spectral", "--set", "emin=-5", "--set", "emax=3", "--set", "points=101"];

    private static readonly string[] Titanates =
    [
        .. Directory.GetFiles(RepositoryFile.Database("polymorphs"), "mp_BaTiO3_*.cif")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// The ferroelectric phases are small displacements of each other and of the cubic one; the
    /// hexagonal ones share faces of octahedra. No number of this program is used to say so.
    /// </summary>
    [Fact]
    public async Task FerroelectricPhasesOfBariumTitanateMergeBeforeTheHexagonalOnes()
    {
        ProgramRun run = await ProgramRun.Of(
            ["matrix", .. Titanates, "--kind", "kinetic", "--metric", "euclidean", "--scale-volume",
                "--json"]);
        JsonElement json = run.Json;
        string[] ids = json.GetProperty("ids").Deserialize<string[]>()!;
        double[][] rows =
            json.GetProperty("linkage").GetProperty("rows").Deserialize<double[][]>()!;
        double Together(params string[] names) => HeightOfFirstCluster(rows, ids, names);

        double ferroelectric = Together("tetragonal", "orthorhombic", "rhombohedral");
        Assert.True(ferroelectric < Together("tetragonal", "hexagonal-6H"));
        Assert.True(ferroelectric < Together("tetragonal", "cubic"));
        Assert.True(Together("tetragonal", "cubic") < Together("cubic", "hexagonal-6H"));
        Assert.True(
            Together("hexagonal-6H", "hexagonal-lowT") < Together("hexagonal-6H", "cubic"));

        // The mean volume per atom of INDEX.csv, to the digits it has.
        double[] volumes = [.. File.ReadLines(RepositoryFile.Database("polymorphs/INDEX.csv"))
            .Where(line => line.StartsWith("mp_BaTiO3", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(',')[7], CultureInfo.InvariantCulture))];
        string volume = json.GetProperty("parameters").GetProperty("volume").GetString()!;
        Assert.Equal(
            volumes.Average(), double.Parse(volume, CultureInfo.InvariantCulture), 5e-5);
    }

    [Theory]
    [InlineData("euclidean", "matrix")]
    [InlineData("tanimoto", "1 - matrix")]
    public async Task ElementsAreThoseOfCompareAndClustersThoseOfTheDistances(
        string metric, string distance)
    {
        ProgramRun run = await ProgramRun.Of(
            ["matrix", .. Spectra, .. Settings, "--metric", metric, "--linkage", "single",
                "--json"]);
        JsonElement json = run.Json;
        double[][] matrix = json.GetProperty("matrix").Deserialize<double[][]>()!;

        Assert.Equal(0, run.Code);
        Assert.Equal(distance, json.GetProperty("distance").GetString());
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                ProgramRun pair = await ProgramRun.Of(
                    ["compare", Spectra[i], Spectra[j], .. Settings, "--metric", metric, "--json"]);
                Assert.Equal(
                    pair.Json.GetProperty("value").GetDouble(), matrix[i][j], 1e-12);
            }
        }

        // Single linkage: the first height is the least distance.
        double[] distances = [matrix[0][1], matrix[0][2], matrix[1][2]];
        double least = metric == "tanimoto" ? 1 - distances.Max() : distances.Min();
        Assert.Equal(
            least, json.GetProperty("linkage").GetProperty("rows")[0][2].GetDouble(), 1e-12);
    }

    [Fact]
    public async Task DbscanLabelsWhatIsNear()
    {
        string[] twice = [.. Spectra[..1], .. Spectra[..2]];
        ProgramRun run = await ProgramRun.Of(
            ["matrix", .. twice, .. Settings, "--metric", "euclidean", "--cluster", "1e-9",
                "--json"]);

        Assert.Equal(
            [0, 0, -1], run.Json.GetProperty("clusters").Deserialize<int[]>()!);
        Assert.Equal(
            ["si_dos.json", "si_dos.json (2)", "complete_dos.json.gz"],
            run.Json.GetProperty("ids").Deserialize<string[]>()!);
    }

    [Fact]
    public async Task PicturesAndTablesAreWritten()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of(
        [
            "matrix", .. Spectra, .. Settings, "--metric", "emd",
            "--svg", folder.File("tree.svg"), "--heatmap", folder.File("heat.svg"),
            "--map", folder.File("map.svg"), "--map-by", "formula",
            "--csv", folder.File("m.csv"), "--npy", folder.File("m.npy"), "--json",
        ]);
        double[][] matrix = run.Json.GetProperty("matrix").Deserialize<double[][]>()!;

        string[] csv = File.ReadAllLines(folder.File("m.csv"));
        Assert.Equal("id," + string.Join(
            ',', run.Json.GetProperty("ids").Deserialize<string[]>()!), csv[0]);
        Assert.Equal(
            matrix.SelectMany(row => row),
            csv[1..].SelectMany(line => line.Split(',')[1..])
                .Select(number => double.Parse(number, CultureInfo.InvariantCulture)));
        byte[] npy = File.ReadAllBytes(folder.File("m.npy"));
        Assert.Equal(
            matrix.SelectMany(row => row),
            Enumerable.Range(0, 9)
                .Select(i => BitConverter.ToDouble(npy, npy.Length - 72 + 8 * i)));
        string tree = File.ReadAllText(folder.File("tree.svg"));
        Assert.Contains("Earth mover's distance (eV), average linkage", XElement.Parse(tree).Value);
        Assert.All(
            ["tree.svg", "heat.svg", "map.svg"],
            name => Assert.Contains(
                "complete_dos", XElement.Parse(File.ReadAllText(folder.File(name))).Value));
    }

    [Fact]
    public async Task ADotProductIsNoDistance()
    {
        string[] line = ["matrix", .. Spectra, .. Settings, "--metric", "dot"];
        ProgramRun run = await ProgramRun.Of([.. line, "--json"]);
        Assert.Equal(0, run.Code);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("linkage").ValueKind);

        ProgramRun refused = await ProgramRun.Of([.. line, "--cluster", "0.1"]);
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Contains("--cluster needs distances", refused.Error);
    }

    [Fact]
    public async Task ABadFileDoesNotStopTheOthers()
    {
        ProgramRun run = await ProgramRun.Of(
            ["matrix", Spectra[0], "no-such-file", Spectra[1], .. Settings, "--metric", "cosine",
                "--json"]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(2, run.Json.GetProperty("matrix").GetArrayLength());
        Assert.Equal(
            "no-such-file", run.Json.GetProperty("failed")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--scale-volume", "holds a spectrum")]
    [InlineData("--min-points=3", "belongs to --cluster")]
    [InlineData("--svg=no-folder/x.svg", "--svg: no-folder/x.svg cannot be written")]
    public async Task OptionsThatDoNotFitAreRefused(string option, string message)
    {
        ProgramRun run = await ProgramRun.Of(
            ["matrix", .. Spectra, .. Settings, "--metric", "euclidean", option]);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public async Task ThreadsDoNotTell()
    {
        string[] line = ["matrix", .. Spectra, .. Settings, "--metric", "emd", "--json"];
        ProgramRun one = await ProgramRun.Of([.. line, "--threads", "1"]);
        ProgramRun two = await ProgramRun.Of([.. line, "--threads", "2"]);
        Assert.Equal(one.Output, two.Output);
    }

    /// <summary>The height of the lowest cluster that holds an item of each name.</summary>
    private static double HeightOfFirstCluster(double[][] rows, string[] ids, string[] names)
    {
        List<string[]> clusters = [.. ids.Select(id => new[] { id })];
        foreach (double[] row in rows)
        {
            string[] joined = [.. clusters[(int)row[0]], .. clusters[(int)row[1]]];
            clusters.Add(joined);
            if (names.All(name => joined.Any(id => id.Contains($"_{name}"))))
            {
                return row[2];
            }
        }

        throw new InvalidOperationException("no cluster holds all");
    }
}
