using System.Text.Json;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class FingerprintVerbTest
{
    private static readonly string Rutile =
        RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif");

    private static readonly string Anatase =
        RepositoryFile.Database("polymorphs/mp_TiO2_anatase_mp-390.cif");

    private static readonly string Families =
        RepositoryFile.Database("polymorphs/mp_families.jsonl.gz");

    /// <summary>Coarse, so that many structures are quick.</summary>
    private static readonly string[] Kinetic = ["--kind", "kinetic", "--set", "kgrid=1,1,1"];

    /// <summary>Nine lines: seven structures that can be, and two that cannot.</summary>
    private static readonly string Batch = string.Join('\n', Enumerable.Range(0, 9)
        .Select(i => i switch
        {
            3 => Line(i, "Pu", 3),
            6 => "{broken",
            _ => Line(i, "Si", 3 + 0.1 * i),
        }));

    [Fact]
    public async Task AFingerprintSaysWhatItIs()
    {
        ProgramRun run = await ProgramRun.Of(["fingerprint", Rutile, .. Kinetic, "--json"]);
        JsonElement item = run.Json.GetProperty("items")[0];

        Assert.Equal(0, run.Code);
        Assert.Equal("similarity.fingerprint/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal("kinetic", run.Json.GetProperty("kind").GetString());
        Assert.Equal(
            "1,1,1", run.Json.GetProperty("parameters").GetProperty("kgrid").GetString());
        Assert.Equal("mp_TiO2_rutile_mp-2657.cif", item.GetProperty("id").GetString());
        Assert.StartsWith("kinetic", item.GetProperty("operator").GetString());

        double[] energies = SpectrumVerbTest.Numbers(
            run.Json.GetProperty("segments")[0].GetProperty("energies_eV"));
        Assert.Equal(energies.Length, item.GetProperty("values").GetArrayLength());
        Assert.Equal(180, energies[^1], 1e-12);
    }

    [Fact]
    public async Task ABatchGoesOnAndListsWhatFailedAndWhy()
    {
        using var folder = new TemporaryFolder();
        string batch = folder.Write("batch.jsonl", Batch);

        ProgramRun run = await ProgramRun.Of(["fingerprint", batch, Rutile, .. Kinetic, "--json"]);

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(8, run.Json.GetProperty("items").GetArrayLength());
        JsonElement[] failed = [.. run.Json.GetProperty("failed").EnumerateArray()];
        Assert.Equal(
            ["s3", "batch.jsonl:7"], failed.Select(f => f.GetProperty("id").GetString()));
        Assert.Contains("Pu", failed[0].GetProperty("reason").GetString());
        Assert.All(failed, f => Assert.Contains(batch, f.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task TheBytesDoNotDependOnThreads()
    {
        using var folder = new TemporaryFolder();
        string batch = folder.Write("batch.jsonl", Batch);

        string one = await Outputs("1");
        string seven = await Outputs("7");

        Assert.Equal(one, seven);

        async Task<string> Outputs(string threads)
        {
            string npy = folder.File("rows.npy");
            ProgramRun run = await ProgramRun.Of(
                ["fingerprint", batch, .. Kinetic, "--npy", npy, "--threads", threads, "--json"]);
            return run.Output
                + await File.ReadAllTextAsync(FingerprintMatrix.LinesOf(npy))
                + Convert.ToHexString(await File.ReadAllBytesAsync(npy));
        }
    }

    [Fact]
    public async Task ARunStoppedByCtrlCGoesOnToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        string batch = folder.Write("batch.jsonl", Batch);
        string whole = folder.File("whole.npy"), stopped = folder.File("stopped.npy");
        string[] line = ["fingerprint", batch, .. Kinetic, "--threads", "1", "--npy"];
        ProgramRun first = await ProgramRun.Of([.. line, whole, "--json"]);

        // The fourth message is the failure of the fourth line: three rows are there by then.
        using var cancelled = new CancellationTokenSource();
        using var output = new StringWriter();
        await using var error = new CancellingWriter(cancelled);
        int code = await SimilarityProgram.RunAsync(
            [.. line, stopped], output, error, cancelled.Token);

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.InRange(
            (await File.ReadAllLinesAsync(FingerprintMatrix.LinesOf(stopped))).Length, 2, 9);

        ProgramRun second = await ProgramRun.Of([.. line, stopped, "--resume", "--json"]);
        Assert.Equal(first.Code, second.Code);
        Assert.Equal(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(stopped));
        Assert.Equal(
            await File.ReadAllBytesAsync(FingerprintMatrix.LinesOf(whole)),
            await File.ReadAllBytesAsync(FingerprintMatrix.LinesOf(stopped)));
        Assert.Equal(first.Output.Replace(whole, stopped), second.Output);
    }

    [Fact]
    public async Task ResumingWithOtherSettingsOrInputsIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        string batch = folder.Write("batch.jsonl", Line(1, "Si", 3));
        string npy = folder.File("rows.npy");
        string[] line = ["fingerprint", batch, .. Kinetic, "--npy", npy];
        await ProgramRun.Of(line);

        ProgramRun settings = await ProgramRun.Of(
            ["fingerprint", batch, "--kind", "kinetic", "--set", "kgrid=2,2,2",
            "--npy", npy, "--resume"]);
        Assert.Equal(ExitCode.Usage, settings.Code);
        Assert.Contains("kgrid 1,1,1, not 2,2,2", settings.Error);

        folder.Write("batch.jsonl", Line(2, "Si", 3));
        ProgramRun inputs = await ProgramRun.Of([.. line, "--resume"]);
        Assert.Equal(ExitCode.Usage, inputs.Code);
        Assert.Contains("'s1' where 's2'", inputs.Error);
    }

    [Fact]
    public async Task ResumingDoesNotOverwriteRowsThatNothingNames()
    {
        using var folder = new TemporaryFolder();
        string batch = folder.Write("batch.jsonl", Line(1, "Si", 3));
        string npy = folder.File("rows.npy");
        string[] line = ["fingerprint", batch, .. Kinetic, "--npy", npy];
        await ProgramRun.Of(line);
        byte[] rows = await File.ReadAllBytesAsync(npy);
        File.Delete(FingerprintMatrix.LinesOf(npy));

        ProgramRun run = await ProgramRun.Of([.. line, "--resume"]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("ids.jsonl", run.Error);
        Assert.Equal(rows, await File.ReadAllBytesAsync(npy));
    }

    [Fact]
    public async Task IdsChooseAmongManyAndMissingOnesAreNamed()
    {
        ProgramRun run = await ProgramRun.Of(
            ["fingerprint", Families, .. Kinetic, "--ids", "mp-2657,nothing", "--json"]);

        Assert.Equal(ExitCode.Absent, run.Code);
        JsonElement item = Assert.Single(run.Json.GetProperty("items").EnumerateArray());
        Assert.Equal("mp-2657", item.GetProperty("id").GetString());
        Assert.Contains("'nothing'", run.Error);
    }

    [Fact]
    public async Task NomadGivesBits()
    {
        ProgramRun run = await ProgramRun.Of(
            "fingerprint", RepositoryFile.Database("spectra/matminer/si_dos.json"),
            "--kind", "nomad", "--json");
        JsonElement bits = run.Json.GetProperty("items")[0].GetProperty("bits");

        Assert.Equal(0, run.Code);
        Assert.Matches("^([0-9]+[tf])+$", bits.GetProperty("run_lengths").GetString());
        Assert.InRange(
            bits.GetProperty("ones").GetInt32(), 1, bits.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task AnOperatorNamedMeansTheStructureOfTheFileNotItsBands()
    {
        string aluminium = RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");
        ProgramRun bands = await ProgramRun.Of(
            "fingerprint", aluminium, "--kind", "spectral-fermi", "--json");
        ProgramRun kinetic = await ProgramRun.Of(["fingerprint", aluminium, .. Kinetic, "--json"]);

        Assert.Equal("imported", Operator(bands));
        Assert.StartsWith("kinetic", Operator(kinetic));

        static string? Operator(ProgramRun run) =>
            run.Json.GetProperty("items")[0].GetProperty("operator").GetString();
    }

    [Theory]
    [InlineData("2", "--kind", "no-such-kind")]
    [InlineData("2", "--kind", "kinetic", "--set", "nonsense=1")]
    [InlineData("2", "--kind", "kinetic", "--set", "sigma")]
    [InlineData("2", "--kind", "kinetic", "--resume")]
    [InlineData("4", "--kind", "learned-dos")]
    public async Task WrongUsageIsNamed(string code, params string[] options)
    {
        ProgramRun run = await ProgramRun.Of(["fingerprint", Anatase, .. options]);

        Assert.Equal(code, $"{run.Code}");
        Assert.Contains(options[^1].Split('=')[0], run.Error);
    }

    private static string Line(int id, string element, double edge) =>
        StructureText.Line($"s{id}", (element, 0), edge);

    /// <summary>Standard error that stands for a user who stops at the first failure.</summary>
    private sealed class CancellingWriter(CancellationTokenSource cancelled) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.Contains("Pu", StringComparison.Ordinal) == true)
            {
                cancelled.Cancel();
            }
        }
    }
}
