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

    [Fact]
    public async Task ACancelledPredictionEnds()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        ProgramRun run = await ProgramRun.Of(
            cancelled.Token, "dosmodel", "predict", Structures, "--index", "2");
        Assert.Equal(ExitCode.Cancelled, run.Code);
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

    private static string Frame(string name, double a, double u) =>
        FormattableString.Invariant(
            $"2\nLattice=\"0 {a / 2} {a / 2} {a / 2} 0 {a / 2} {a / 2} {a / 2} 0\" ")
        + FormattableString.Invariant(
            $"Properties=species:S:1:pos:R:3 name={name}\nSi 0 0 0\n")
        + FormattableString.Invariant($"Si {a * u} {a * u} {a * u}\n");

    private static double[] Numbers(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
