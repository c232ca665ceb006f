using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Tests.Databases;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class ShardedBuildTest : IDisposable
{
    private static readonly string[] Kind = ["--kind", "kinetic", "--set", "points=32"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Lines that cannot be read, ids that come twice, names that come twice in a line, single
    /// files and a structure without a fingerprint fall to some shard each, and to one only.
    /// Sixteen shards are more than there are materials, so that some know no set.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task TheMergedShardsAreTheBuildInOnePiece(int shards)
    {
        string[] files =
        [
            folder.Write(
                "a.jsonl",
                SampleDatabase.Lines
                + StructureText.Line("s1", [("C", 0)], 4) + "\n"
                + StructureText.Line("first", [("C", 0)], 4, ",\"id\":\"second\"") + "\n"
                + StructureText.Line("half", [("C", 0)], 4, ",\"occupancies\":[0.5]") + "\n"
                + "{\"id\":\"bad\",\"lattice\":1}\nnonsense\n{\"id\":5}\n"),
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
            RepositoryFile.Database("spectra/matminer/si_dos.json"),
            folder.Write("none.cif", "data_none\n_cell_length_a 1\n"),
        ];
        ProgramRun whole = await ProgramRun.Of(
            ["build", .. files, "--db", folder.File("whole.db"), .. Kind, "--quiet", "--json"]);
        Assert.Equal(ExitCode.InvalidInput, whole.Code);

        string[] parts = ["--db", folder.File("x.db"), "--shards", $"{shards}", "--quiet"];
        var failed = new List<string>();
        for (int shard = 0; shard < shards; shard++)
        {
            ProgramRun part = await ProgramRun.Of(
                ["build", .. files, .. parts, .. Kind, "--shard", $"{shard}", "--json"]);
            Assert.Equal(shard, part.Json.GetProperty("shard").GetInt32());
            failed.AddRange(Failed(part));
        }

        Assert.Equal(Failed(whole).Order(), failed.Order());
        ProgramRun merged = await ProgramRun.Of(["build", .. parts, "--merge", "--json"]);
        Assert.Equal(ExitCode.InvalidInput, merged.Code);
        Assert.Equal(Failed(whole).Order(), Failed(merged).Order());
        Assert.Equal(shards, merged.Json.GetProperty("merged").GetArrayLength());
        string expected = await Export("whole.db");
        Assert.Contains("\"failures\":[{", expected);
        Assert.Equal(expected, await Export("x.db"));
    }

    [Fact]
    public async Task AMergeNamesWhatIsMissing()
    {
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        string[] parts = ["--db", folder.File("x.db"), "--shards", "2", "--quiet"];
        await ProgramRun.Of(["build", lines, .. parts, .. Kind, "--shard", "1"]);

        ProgramRun merge = await ProgramRun.Of(["build", .. parts, "--merge", "--json"]);
        Assert.Equal(ExitCode.Absent, merge.Code);
        Assert.Contains("shard 0-of-2 is missing: was not begun", merge.Error);
        JsonElement missing = Assert.Single(
            merge.Json.GetProperty("missing").EnumerateArray().ToArray());
        Assert.Equal("0-of-2", missing.GetProperty("shard").GetString());
        Assert.True(merge.Json.GetProperty("added").GetInt32() > 0);
    }

    [Theory]
    [InlineData(ExitCode.InvalidInput, "of a build in 2 parts", "--shards", "3", "--merge")]
    [InlineData(
        ExitCode.InvalidInput, "as is asked for", "--shards", "2", "--merge", "--kind", "nomad")]
    [InlineData(ExitCode.Usage, "exclude each other", "--shards", "2", "--merge", "--slurm")]
    [InlineData(ExitCode.Usage, "--shards N", "--merge")]
    [InlineData(ExitCode.Usage, "--shard I", "--shards", "2")]
    [InlineData(ExitCode.Usage, "from 0 to 1", "a.jsonl", "--shards", "2", "--shard", "2")]
    [InlineData(ExitCode.Usage, "needs INPUT", "--shards", "2", "--shard", "1")]
    [InlineData(ExitCode.Usage, "takes no INPUT", "a.jsonl", "--shards", "2", "--merge")]
    [InlineData(ExitCode.Usage, "--cpus is for --slurm", "a.jsonl", "--cpus", "2")]
    public async Task WhatDoesNotGoTogetherIsRefused(int code, string message, params string[] more)
    {
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        string[] parts = ["--db", folder.File("x.db"), "--quiet"];
        await ProgramRun.Of(["build", lines, .. parts, .. Kind, "--shards", "2", "--shard", "0"]);

        ProgramRun run = await ProgramRun.Of(["build", .. parts, .. more]);
        Assert.Equal(code, run.Code);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(folder.File("x.db")));
    }

    [Fact]
    public async Task ShardsOfOtherInputsAreNotMixed()
    {
        string[] parts = ["--db", folder.File("x.db"), "--shards", "2", "--quiet"];
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        await ProgramRun.Of(["build", lines, .. parts, .. Kind, "--shard", "0"]);
        folder.Write("a.jsonl", SampleDatabase.Lines + SampleDatabase.Lines);
        await ProgramRun.Of(["build", lines, .. parts, .. Kind, "--shard", "1"]);

        ProgramRun merge = await ProgramRun.Of(["build", .. parts, "--merge"]);
        Assert.Equal(ExitCode.InvalidInput, merge.Code);
        Assert.Contains("shard 1-of-2 is of ", merge.Error);
    }

    private static string[] Failed(ProgramRun run) =>
    [
        .. run.Json.GetProperty("failed").EnumerateArray().Select(failure => failure.GetRawText()),
    ];

    /// <summary>All files of an export, one after the other.</summary>
    private async Task<string> Export(string database)
    {
        string target = folder.File(database + "-export");
        ProgramRun run = await ProgramRun.Of(
            "db", "export", "--db", folder.File(database), "--out", target);
        Assert.True(run.Code == 0, run.Error);
        return string.Concat(Directory.GetFiles(target).Order(StringComparer.Ordinal).Select(
            file => Path.GetFileName(file) + Convert.ToBase64String(File.ReadAllBytes(file))
                + (file.EndsWith("materials.jsonl", StringComparison.Ordinal)
                    ? File.ReadAllText(file) : "")));
    }
}
