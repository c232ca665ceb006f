using System.Globalization;
using System.Text;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class DosModelVerbTest
{
    private static readonly string Structures = RepositoryFile.Database("dos/silicon.extxyz");
    private static readonly string Data = RepositoryFile.Database("dos/silicon-pbe.jsonl.gz");

    [Fact]
    public async Task PredictTellsTheDensityAndWhatFollows()
    {
        using var folder = new TemporaryFolder();
        string ldos = folder.File("l.npy"), xyz = folder.File("a.extxyz");
        ProgramRun run = await ProgramRun.Of(
            "dosmodel", "predict", Structures, "--index", "1", "--ldos", ldos, "--xyz", xyz,
            "--fingerprint", "--excitations", "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        JsonElement json = run.Json;
        Assert.Equal(8, json.GetProperty("natoms").GetInt32());
        double[] energies = Numbers(json, "energies_eV"), dos = Numbers(json, "dos");
        Assert.Equal(energies.Length, dos.Length);
        Assert.Equal(energies.Length, Numbers(json, "std").Length);

        // Up to the Fermi level it holds 4 electrons an atom.
        JsonElement fermi = json.GetProperty("quantities").EnumerateArray()
            .Single(row => row.GetProperty("name").GetString() == "fermi_eV");
        double level = fermi.GetProperty("value").GetDouble();
        double held = energies.Zip(dos).Where(p => p.First <= level).Sum(p => p.Second)
            * (energies[1] - energies[0]);
        Assert.Equal(4, held, 0.05);
        Assert.True(fermi.GetProperty("std").GetDouble() > 0);
        Assert.Equal(
            "learned-dos", json.GetProperty("fingerprint").GetProperty("kind").GetString());

        // numpy's header, then a row of doubles for each atom.
        long bytes = new FileInfo(ldos).Length;
        Assert.Equal(128 + 8 * 8L * energies.Length, bytes);
        string frame = await File.ReadAllTextAsync(xyz);
        Assert.Contains("dos_fermi:R:1:charge:R:1", frame);
        Assert.Equal(10, frame.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task TrainWritesAModelThatEvaluateAndPredictTake()
    {
        using var folder = new TemporaryFolder();
        string model = folder.File("m.dosmodel");
        ProgramRun trained = await ProgramRun.Of(
            "dosmodel", "train", Data, "--model", model, "--regressor", "linear",
            "--representation", "principal:8", "--reference", "fermi", "--members", "4",
            "--cutoff", "3", "--json");
        Assert.Equal(ExitCode.Done, trained.Code);
        Assert.Equal(
            "fermi", trained.Json.GetProperty("card").GetProperty("reference").GetString());
        ProgramRun compared =
            await ProgramRun.Of("dosmodel", "evaluate", Data, "--model", model, "--json");
        JsonElement split = Assert.Single(compared.Json.GetProperty("splits").EnumerateArray());
        Assert.Equal("all", split.GetProperty("split").GetString());
        Assert.InRange(split.GetProperty("rmse_aligned").GetDouble(), 0.02, 0.2);
        Assert.InRange(split.GetProperty("coverage68").GetDouble(), 0.4, 1);
        ProgramRun predicted = await ProgramRun.Of(
            "dosmodel", "predict", Structures, "--model", model, "--json");
        Assert.Equal(ExitCode.Done, predicted.Code);
    }

    [Fact]
    public async Task EvaluateHoldsOutWhatItIsTold()
    {
        ProgramRun run = await ProgramRun.Of(
            "dosmodel", "evaluate", Data, "--split", "hold:liq6,liq8", "--split", "family",
            "--regressor", "linear", "--reference", "fermi", "--representation", "principal:8",
            "--json");
        JsonElement[] splits = [.. run.Json.GetProperty("splits").EnumerateArray()];
        Assert.Equal(26, splits[0].GetProperty("test").GetInt32());
        Assert.All(splits, row => Assert.Equal(
            123,
            row.GetProperty("test").GetInt32() + row.GetProperty("train").GetInt32()));
    }

    [Theory]
    [InlineData(ExitCode.Usage, "evaluate {data} --split hexagonal", "--split")]
    [InlineData(ExitCode.Absent, "evaluate {data} --split hold:gas", "gas")]
    [InlineData(ExitCode.Usage, "evaluate {data} --regressor forest", "--regressor")]
    [InlineData(ExitCode.Usage, "evaluate {data} --representation principal:0", "principal:N")]
    [InlineData(ExitCode.InvalidInput, "train no-such-file --model m", "no-such-file")]
    [InlineData(ExitCode.InvalidInput, "evaluate no-such-file", "no-such-file")]
    [InlineData(ExitCode.InvalidInput, "predict no-such-file", "no-such-file")]
    [InlineData(ExitCode.Usage, "evaluate {data} --folds 1", "at least 2")]
    [InlineData(ExitCode.Usage, "evaluate {data} --folds 500", "from 2 to 99")]
    [InlineData(ExitCode.Usage, "evaluate {data} --cutoff 1", "from 2 to 15")]
    [InlineData(ExitCode.Usage, "evaluate {data} --cutoff 40", "from 2 to 15")]
    [InlineData(ExitCode.Usage, "predict {structures} --shards 2", "--parts FOLDER")]
    [InlineData(
        ExitCode.Usage, "predict {structures} --parts p --shards 2 --shard 2", "from 0 to 1")]
    [InlineData(ExitCode.Usage, "predict {structures} --cpus 2", "--slurm")]
    [InlineData(ExitCode.InvalidInput, "evaluate {structures}", "silicon.extxyz")]
    [InlineData(ExitCode.InvalidInput, "predict {carbon}", "Si only")]
    [InlineData(ExitCode.Absent, "predict {structures} --model no-such-model", "no-such-model")]
    [InlineData(ExitCode.InvalidInput, "predict {structures} --model {data}", "not a model")]
    [InlineData(ExitCode.Absent, "predict {structures} --index 3", "2 structures")]
    public async Task WhatCannotBeIsSaid(int code, string line, string message)
    {
        string[] words = line
            .Replace("{data}", Data).Replace("{structures}", Structures)
            .Replace("{carbon}", RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"))
            .Split(' ');
        ProgramRun run = await ProgramRun.Of(["dosmodel", .. words]);
        Assert.Contains(message, run.Error);
        Assert.Equal(code, run.Code);
    }

    /// <summary>Parts, one of them twice, say and write what one run does, bit for bit.</summary>
    [Fact]
    public async Task PartsSayWhatOneRunSays()
    {
        using var folder = new TemporaryFolder();
        string crystal = folder.Write("big.extxyz", Lattice(7));
        string[] common = ["dosmodel", "predict", crystal, "--json"];
        string[] Outputs(string name) =>
        [
            "--ldos", folder.File(name + ".npy"), "--xyz", folder.File(name + ".extxyz"),
        ];
        string[] Part(params string[] words) =>
        [
            .. common, .. Outputs("merged"), "--parts", folder.File("parts"), "--shards", "2",
            .. words,
        ];
        ProgramRun whole = await ProgramRun.Of([.. common, .. Outputs("whole")]);
        ProgramRun first = await ProgramRun.Of(Part("--shard", "0"));
        ProgramRun early = await ProgramRun.Of(Part("--merge"));
        ProgramRun second = await ProgramRun.Of(Part("--shard", "1", "--threads", "1"));
        ProgramRun again = await ProgramRun.Of(Part("--shard", "1"));
        ProgramRun merged = await ProgramRun.Of(Part("--merge"));

        Assert.Equal(
            [0, 0, ExitCode.Absent, 0, 0, 0],
            [whole.Code, first.Code, early.Code, second.Code, again.Code, merged.Code]);
        Assert.Contains("shard 1", early.Error, StringComparison.Ordinal);
        int atoms = first.Json.GetProperty("atoms").GetInt32()
            + second.Json.GetProperty("atoms").GetInt32();
        Assert.Equal(whole.Json.GetProperty("natoms").GetInt32(), atoms);
        Assert.Equal(0, second.Json.GetProperty("atoms_from_before").GetInt32());
        Assert.Equal(
            second.Json.GetProperty("atoms").GetInt32(),
            again.Json.GetProperty("atoms_from_before").GetInt32());
        foreach (string name in (string[])["dos", "std"])
        {
            Assert.Equal(Numbers(whole.Json, name), Numbers(merged.Json, name));
        }

        Assert.Equal(
            whole.Json.GetProperty("quantities").GetRawText(),
            merged.Json.GetProperty("quantities").GetRawText());
        foreach (string ending in (string[])[".npy", ".extxyz"])
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(folder.File("whole" + ending)),
                await File.ReadAllBytesAsync(folder.File("merged" + ending)));
        }

        Assert.False(Directory.Exists(folder.File("parts")));
    }

    [Fact]
    public async Task JobsOfSlurmAreThePartsOfThePrediction()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = await ProgramRun.Of(
            "dosmodel", "predict", Structures, "--index", "2", "--parts", folder.File("p"),
            "--shards", "3", "--slurm", "--dry-run", "--cpus", "2", "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        string array = await File.ReadAllTextAsync(
            run.Json.GetProperty("array_script").GetString()!);
        Assert.Contains("'--index=2'", array, StringComparison.Ordinal);
        Assert.Contains("'--shards=3'", array, StringComparison.Ordinal);
        Assert.Contains("--shard=\"$SLURM_ARRAY_TASK_ID\"", array, StringComparison.Ordinal);
        Assert.Contains("--cpus-per-task=2", array, StringComparison.Ordinal);
        string merge = await File.ReadAllTextAsync(
            run.Json.GetProperty("merge_script").GetString()!);
        Assert.Contains("'--merge'", merge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APredictionSaysWhichStructureAndInWhatUnits()
    {
        ProgramRun last = await ProgramRun.Of("dosmodel", "predict", Structures, "--json");
        Assert.Equal(2, last.Json.GetProperty("index").GetInt32());
        Assert.Equal(2, last.Json.GetProperty("structures").GetInt32());
        Assert.All(
            last.Json.GetProperty("quantities").EnumerateArray(),
            row => Assert.NotEqual("", row.GetProperty("unit").GetString()));
        ProgramRun table =
            await ProgramRun.Of("dosmodel", "predict", Structures, "--index", "1");
        Assert.Contains("structure 1 of 2", table.Output, StringComparison.Ordinal);
        Assert.Contains("k_B/atom", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledPredictionEnds()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        ProgramRun run = await ProgramRun.Of(
            cancelled.Token, "dosmodel", "predict", Structures, "--index", "2");
        Assert.Equal(ExitCode.Cancelled, run.Code);
    }

    [Fact]
    public async Task AModelThatIsNotThereIsAbsent()
    {
        ProgramRun run = await ProgramRun.Of(
            "fingerprint", Structures, "--kind", "learned-dos", "--set", "model=no-such-model");
        Assert.Equal(ExitCode.Absent, run.Code);
        Assert.Contains("no-such-model", run.Error, StringComparison.Ordinal);
    }

    /// <summary>From extended XYZ to neighbours: a rattled crystal finds its like.</summary>
    [Fact]
    public async Task LearnedSpectraAreSearched()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("si.db");
        string many = folder.Write("many.extxyz", string.Concat(
            Frame("diamond", 5.43, 0.25), Frame("stretched", 5.47, 0.25),
            Frame("crushed", 4.5, 0.25), Frame("rocksalt", 5.2, 0.5)));
        ProgramRun built = await ProgramRun.Of(
            "build", "--db", database, many, "--kind", "learned-dos", "--json");
        Assert.True(built.Code == ExitCode.Done, built.Error);
        string asked = folder.Write("asked.extxyz", Frame("asked", 5.45, 0.25));
        ProgramRun found = await ProgramRun.Of(
            "query", "--db", database, "--file", asked, "--kind", "learned-dos",
            "--metric", "cosine", "-k", "4", "--json");
        Assert.True(found.Code == ExitCode.Done, found.Error);
        string[] ids =
        [
            .. found.Json.GetProperty("hits").EnumerateArray()
                .Select(hit => hit.GetProperty("id").GetString()!),
        ];
        Assert.Equal(4, ids.Length);
        Assert.All(ids[..2], id => Assert.Matches("diamond|stretched", id));
    }

    /// <summary>Cubic cells of 8 atoms, some displaced: more than one block of atoms.</summary>
    private static string Lattice(int cells)
    {
        const double a = 5.43;
        (double X, double Y, double Z)[] places =
        [
            (0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0),
            (0.25, 0.25, 0.25), (0.25, 0.75, 0.75), (0.75, 0.25, 0.75), (0.75, 0.75, 0.25),
        ];
        var text = new StringBuilder();
        int count = 0;
        for (int i = 0; i < cells * cells * cells; i++)
        {
            foreach ((double x, double y, double z) in places)
            {
                double off = 0.1 * Math.Sin(count++);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"Si {a * (i % cells + x) + off} {a * (i / cells % cells + y) - off} ")
                    .Append(CultureInfo.InvariantCulture, $"{a * (i / cells / cells + z)}\n");
            }
        }

        return FormattableString.Invariant(
            $"{count}\nLattice=\"{a * cells} 0 0 0 {a * cells} 0 0 0 {a * cells}\" ")
            + $"Properties=species:S:1:pos:R:3\n{text}";
    }

    private static string Frame(string name, double a, double u) =>
        FormattableString.Invariant(
            $"2\nLattice=\"0 {a / 2} {a / 2} {a / 2} 0 {a / 2} {a / 2} {a / 2} 0\" ")
        + FormattableString.Invariant(
            $"Properties=species:S:1:pos:R:3 name={name}\nSi 0 0 0\n")
        + FormattableString.Invariant($"Si {a * u} {a * u} {a * u}\n");

    private static double[] Numbers(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
