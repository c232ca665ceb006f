using System.Diagnostics;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Tests.Databases;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Slurm;

public sealed class SlurmBuildTest : IDisposable
{
    private static readonly string[] Kind = ["--kind", "kinetic", "--set", "points=32"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task OnlyWhatIsMissingIsSubmittedAgain()
    {
        Skip.If(OperatingSystem.IsWindows(), "scripts of jobs are for bash");
        using var slurm = new FakeSlurm();

        // A name that would end a quote, start a command and a line for Slurm.
        string odd = folder.File("it's $(touch no) \"x\"\n#SBATCH --wrap=no");
        Directory.CreateDirectory(odd);
        string lines = Path.Combine(odd, "a 'b'.jsonl"), database = Path.Combine(odd, "x.db");
        await File.WriteAllTextAsync(lines, SampleDatabase.Lines);
        string[] submit = ["build", lines, "--db", database, .. Kind, "--slurm", "--shards", "3",
            "--partition", "short", "--time", "1-02:03:04", "--memory", "2G", "--at-once", "2",
            "--json", "--quiet"];

        slurm.Kill(1);
        JsonElement jobs = await Jobs(submit);
        Assert.Equal([0, 1, 2], Pending(jobs));
        long array = jobs.GetProperty("array").GetInt64();
        long merge = jobs.GetProperty("merge").GetInt64();
        Assert.Contains("--array=0-2%2", slurm.ArgumentsOf(array));
        Assert.Contains($"--chdir={database}.shards", slurm.ArgumentsOf(array));
        Assert.Contains($"--dependency=afterany:{array}", slurm.ArgumentsOf(merge));
        Assert.Equal(0, slurm.CodeOf(array, "0"));
        Assert.Equal(ExitCode.Absent, slurm.CodeOf(merge, "merge"));
        Assert.Contains("shard 1-of-3 is missing: was not begun", slurm.LogOf(merge, "merge"));

        slurm.LetLive(1);
        jobs = await Jobs(submit);
        Assert.Equal([1], Pending(jobs));
        merge = jobs.GetProperty("merge").GetInt64();
        Assert.Contains("--array=1%2", slurm.ArgumentsOf(jobs.GetProperty("array").GetInt64()));
        Assert.Equal(ExitCode.Done, slurm.CodeOf(merge, "merge"));

        ProgramRun last = await ProgramRun.Of(submit);
        Assert.True(last.Code == 0, last.Error);
        Assert.Equal(JsonValueKind.Null, last.Json.GetProperty("jobs").ValueKind);
        Assert.Equal(3, last.Json.GetProperty("merged").GetArrayLength());
        Assert.Equal(SampleDatabase.Count, last.Json.GetProperty("skipped").GetInt32());
        Assert.False(File.Exists(Path.Combine(odd, "no")));
        Assert.False(File.Exists("no"));
        string[] directives =
        [
            .. (await File.ReadAllLinesAsync(
                    jobs.GetProperty("array_script").GetString()!))
                .TakeWhile(line => line.StartsWith('#')),
        ];
        Assert.Equal(
            [
                "#!/bin/bash", "#SBATCH --job-name=similarity-build", "#SBATCH --partition=short",
                "#SBATCH --time=1-02:03:04", "#SBATCH --mem=2G", "#SBATCH --cpus-per-task=1",
            ],
            directives);
    }

    [SkippableFact]
    public async Task AnotherKindMakesShardsPendingAgain()
    {
        Skip.If(OperatingSystem.IsWindows(), "scripts of jobs are for bash");
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        string[] common = ["build", lines, "--db", folder.File("x.db"), "--shards", "2"];
        ProgramRun shard = await ProgramRun.Of([.. common, .. Kind, "--shard", "0", "--quiet"]);
        Assert.True(shard.Code == 0, shard.Error);

        string[] dry = ["--slurm", "--dry-run", "--json", "--quiet"];
        JsonElement jobs = await Jobs([.. common, .. Kind, .. dry]);
        Assert.Equal([1], Pending(jobs));
        jobs = await Jobs([.. common, .. Kind, "--set", "sigma=0.5", .. dry]);
        Assert.Equal([0, 1], Pending(jobs));
    }

    [SkippableFact]
    public async Task WithoutSlurmOnlyScriptsAreWritten()
    {
        Skip.If(OperatingSystem.IsWindows(), "scripts of jobs are for bash");
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        string[] build = ["build", lines, "--db", folder.File("x.db"), .. Kind, "--slurm"];
        (int code, string error) = await Apart(build);
        Assert.Equal(ExitCode.Absent, code);
        Assert.Contains("no sbatch on PATH", error);

        (code, error) = await Apart([.. build, "--dry-run"]);
        Assert.True(code == 0, error);
        Assert.True(File.Exists(folder.File("x.db.shards/build-16.sh")));
        Assert.True(File.Exists(folder.File("x.db.shards/merge-16.sh")));
    }

    [Theory]
    [InlineData("--partition", "a\n#SBATCH --wrap=x")]
    [InlineData("--partition", "a b")]
    [InlineData("--time", "1;rm")]
    [InlineData("--memory", "4 G")]
    public async Task WhatSlurmCouldNotMeanIsRefused(string option, string value)
    {
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        ProgramRun run = await ProgramRun.Of(
            "build", lines, "--db", folder.File("x.db"), "--slurm", "--dry-run", option, value);
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(option, run.Error);
        Assert.False(Directory.Exists(folder.File("x.db.shards")));
    }

    [Fact]
    public async Task PasswordsStayOutOfScripts()
    {
        string lines = folder.Write("a.jsonl", SampleDatabase.Lines);
        ProgramRun run = await ProgramRun.Of(
            "build", lines, "--db", "postgres://me:secret@host/x", "--slurm", "--dry-run",
            "--shard-folder", folder.File("parts"));
        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.DoesNotContain("secret", run.Error);
        Assert.Empty(Directory.GetFiles(folder.File("parts")));
    }

    /// <summary>Slurm itself, one node, a task killed half-way; run.sh says what it does.</summary>
    [SkippableFact]
    public async Task ARealSlurmSurvivesAKilledTask()
    {
        Skip.If(
            Environment.GetEnvironmentVariable("SIMILARITY_SLOW") != "1",
            "runs with SIMILARITY_SLOW=1");
        Skip.IfNot(
            OperatingSystem.IsLinux() && Environment.UserName == "root",
            "Slurm's daemons need root");
        using Process run = Process.Start(new ProcessStartInfo(
            RepositoryFile.At("tests/Similarity.Cli.Tests/Slurm/run.sh"),
            [typeof(SimilarityProgram).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = run.StandardError.ReadToEndAsync();
        string output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, output + await error);
        Assert.Contains("PASSED", output);
    }

    private static async Task<JsonElement> Jobs(params string[] arguments)
    {
        ProgramRun run = await ProgramRun.Of(arguments);
        Assert.True(run.Code == 0, run.Error);
        return run.Json.GetProperty("jobs");
    }

    private static int[] Pending(JsonElement jobs) =>
        [.. jobs.GetProperty("shards_pending").EnumerateArray().Select(index => index.GetInt32())];

    /// <summary>The program in a process of its own, where PATH leads nowhere.</summary>
    private static async Task<(int Code, string Error)> Apart(string[] arguments)
    {
        var start = new ProcessStartInfo(
            ProgramCommand.Words[0], [.. ProgramCommand.Words[1..], .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = "/nowhere";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error + await output);
    }
}
