using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class RunVerbTest
{
    private const string Dos = """
        verb: dos
        files: database:spectra/vise/MgO_dos_vasprun.xml.gz
        options:
          points: 5
          smearing: gaussian
          sigma: 0.1
        """;

    private static readonly string[] Files =
    [
        .. Directory.GetFiles(RepositoryFile.At("queries"), "*.yaml")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Shipped => [.. Files];

    [Fact]
    public async Task TheResultIsThatOfTheVerb()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of("run", folder.Write("q.yaml", Dos), "--json");
        ProgramRun direct = await ProgramRun.Of(
            "dos",
            Path.GetFullPath(RepositoryFile.Database("spectra/vise/MgO_dos_vasprun.xml.gz")),
            "--json", "--points", "5", "--smearing", "gaussian", "--sigma", "0.1");

        Assert.Equal(0, run.Code);
        Assert.Equal(
            direct.Json.GetProperty("dos").ToString(), run.Json.GetProperty("dos").ToString());
        Assert.Equal("similarity.dos/1", run.Json.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task OptionsOnTheLineReplaceThoseOfTheQuery()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of(
            "run", folder.Write("q.yaml", Dos), "--points", "3", "--emin=-5", "--json");

        double[] energies = run.Json.GetProperty("energies_eV").Deserialize<double[]>()!;
        Assert.Equal(3, energies.Length);
        Assert.Equal(-5, energies[0], 1e-9);
    }

    [Theory]
    [InlineData("verb: red", 1, "verb", "no verb is called 'red'")]
    [InlineData("verb: run", 1, "verb", "no verb is called 'run'")]
    [InlineData("verb: dos\noptions: {pints: 3}", 2, "options.pints", "dos has no option --pints")]
    [InlineData(
        "verb: dos\nfiles: q.yaml\noptions:\n  points: -3", 4, "options.points", "not '-3'")]
    [InlineData("verb: dos", 1, "verb", "Required argument missing")]
    public async Task AFaultOfTheQuerySaysWhere(string text, int line, string field, string message)
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of("run", folder.Write("q.yaml", text), "--json");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(line, run.Json.GetProperty("line").GetInt32());
        Assert.Equal(field, run.Json.GetProperty("field").GetString());
        Assert.Contains(message, run.Json.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("--points", "x", "'x'")]
    [InlineData("--pints", "3", "'--pints'")]
    public async Task AFaultOfTheLineIsOne(string option, string value, string named)
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of("run", folder.Write("q.yaml", Dos), option, value);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(named, run.Error);
    }

    [Fact]
    public async Task WithoutAFileItListsWhatThereIs()
    {
        ProgramRun run = await ProgramRun.Of("run", "--json");
        JsonElement[] queries = [.. run.Json.GetProperty("queries").EnumerateArray()];

        Assert.Equal(0, run.Code);
        Assert.Equal(
            Files.Select(file => Path.GetFileNameWithoutExtension(file)),
            queries.Select(query => query.GetProperty("name").GetString()));
        Assert.All(
            queries, query => Assert.NotEqual("", query.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task AnUnknownNameIsAnsweredWithTheKnownOnes()
    {
        ProgramRun run = await ProgramRun.Of("run", "nonsense");
        Assert.Equal(ExitCode.Absent, run.Code);
        Assert.Contains("there are barium-titanate", run.Error);
    }

    /// <summary>Each shipped query gives a result.</summary>
    [SkippableTheory]
    [MemberData(nameof(Shipped))]
    public async Task AShippedQueryRuns(string file)
    {
        // These take longer than the rest of all tests.
        Skip.If(
            file is "carbon-nanotubes.yaml" or "polymorph-database.yaml"
                && Environment.GetEnvironmentVariable("SIMILARITY_SLOW") != "1",
            "set SIMILARITY_SLOW=1 to run long queries");

        using var folder = new TemporaryFolder();
        string path = RepositoryFile.At("queries/" + file);
        string[] database = [];
        if ((await File.ReadAllTextAsync(path)).Contains("db: ", StringComparison.Ordinal))
        {
            // Not in the working folder, and small where the query only asks.
            database = ["--db", folder.File("polymorphs.db")];
            ProgramRun build = await ProgramRun.Of(
            [
                "build", RepositoryFile.Database("polymorphs/mp_SnO2_rutile_mp-856.cif"),
                "--kind", "kinetic", .. database,
            ]);
            Assert.True(build.Code == 0, build.Error);
        }

        ProgramRun run = await ProgramRun.Of(["run", path, .. database, "--json"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("similarity.", run.Json.GetProperty("schema").GetString());
    }
}
