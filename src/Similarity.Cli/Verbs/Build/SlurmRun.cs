using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog.Jobs;
using Similarity.Catalog.Postgres;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Slurm;

namespace Similarity.Cli.Verbs.Build;

/// <summary>
/// Submits what is not built of a build in shards: an array job with a task for each shard that is
/// not done, nor waiting or running from before, and a job that merges when those have ended. When
/// all shards are done there is nothing to submit, and they are merged at once.
/// </summary>
internal static class SlurmRun
{
    /// <param name="words">Options of the build that its shards take over.</param>
    public static int Run(
        BuildRequest request,
        SlurmBuild build,
        ImmutableArray<string> words,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ShardPlan plan = ShardRun.PlanOf(request);
        if (plan.Inputs.FirstOrDefault(input => input.Bytes < 0) is { } absent)
        {
            throw VerbException.Invalid($"{absent.Path}: no such file");
        }

        if (!build.IsDry && !SlurmCommands.AreHere)
        {
            throw VerbException.Absent(
                "no sbatch on PATH: this is no machine that submits jobs to Slurm; --dry-run "
                + "writes the scripts without it");
        }

        MergeRun.RefuseOtherCounts(build.Folder, build.Shards);
        ShardRun.CreateFolder(build.Folder);
        Scripts scripts = Write(request, build, words);
        int[] undone =
        [
            .. build.Folder.States(build.Shards)
                .Where(state => state.Marker?.Plan.Difference(plan) is not null || !state.IsDone)
                .Select(state => state.Shard.Index),
        ];
        if (undone.Length == 0 && !build.IsDry)
        {
            console.Show("all shards are built");
            return MergeRun.Run(
                request.Database,
                new MergeBuild(build.Folder, build.Shards),
                plan.Kinds,
                request.Replace,
                console,
                cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        BuildJobs jobs = Submit(build, scripts, undone);
        Show(jobs, build, console);
        console.Print(new BuildDocument(
            request.Database,
            [.. request.Kinds.Select(kind => kind.Recipe.Kind)],
            0,
            0,
            [],
            [],
            Stopwatch.GetElapsedTime(start).TotalSeconds)
        {
            Shards = build.Shards,
            Jobs = jobs,
        });
        return ExitCode.Done;
    }

    /// <summary>
    /// What is submitted is written down before anything else is done, so that it is not submitted
    /// twice whenever this is stopped.
    /// </summary>
    private static BuildJobs Submit(SlurmBuild build, Scripts scripts, int[] undone)
    {
        string folder = build.Folder.Path;
        var known = new SubmittedJobs(build.Folder.File(Invariant($"jobs-{build.Shards}")));
        (long Job, ImmutableArray<int> Tasks)[] active = build.IsDry
            ? []
            : [
                .. known.Read().Select(job => (Job: job, Tasks: SlurmCommands.ActiveTasks(job)))
                    .Where(job => job.Tasks.Length > 0),
            ];
        int[] running =
            [.. undone.Intersect(active.SelectMany(job => job.Tasks)).Order()];
        int[] pending = [.. undone.Except(running)];
        var jobs = new BuildJobs(
            null, null, scripts.Array, scripts.Merge, pending, running, []);
        if (pending.Length == 0)
        {
            return jobs;
        }

        ImmutableArray<string> array = SlurmCommands.ArrayArguments(
            folder, scripts.Array, pending, build.AtOnce);
        if (build.IsDry)
        {
            return jobs with
            {
                Commands =
                [
                    "sbatch " + ShellWord.Join(array),
                    "sbatch --dependency=afterany:JOB " + ShellWord.Join([scripts.Merge]),
                ],
            };
        }

        long job = SlurmCommands.Submit(array);
        long[] all = [.. active.Select(other => other.Job), job];
        known.Write(all);
        ImmutableArray<string> merge =
            SlurmCommands.AfterArguments(folder, scripts.Merge, all);
        try
        {
            return jobs with
            {
                Array = job,
                Merge = SlurmCommands.Submit(merge),
                Commands = ["sbatch " + ShellWord.Join(array), "sbatch " + ShellWord.Join(merge)],
            };
        }
        catch (VerbException e)
        {
            throw VerbException.Other(Invariant(
                $"the shards are submitted as job {job}, their merge is not: {e.Message}"));
        }
    }

    private static Scripts Write(
        BuildRequest request, SlurmBuild build, ImmutableArray<string> words)
    {
        string here = Directory.GetCurrentDirectory();
        string[] place =
        [
            "build",
            $"--db={AddressOf(request.Database)}",
            Invariant($"--shards={build.Shards}"),
            $"--shard-folder={build.Folder.Path}",
        ];
        var scripts = new Scripts(
            build.Folder.File(Invariant($"build-{build.Shards}.sh")),
            build.Folder.File(Invariant($"merge-{build.Shards}.sh")));
        Write(scripts.Array, JobScript.Task(
            build.Resources, here, [.. ProgramCommand.Words, .. place, .. words], request.Files));
        ImmutableArray<string> merge =
        [
            .. ProgramCommand.Words, .. place, "--merge",
            .. request.Replace ? ["--replace"] : (string[])[],
        ];
        Write(scripts.Merge, JobScript.Single(build.Resources, here, merge));
        return scripts;
    }

    private static void Write(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    file,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{file} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>
    /// The database as a job calls it: a file in full, an address as it is, but no secrets.
    /// </summary>
    private static string AddressOf(string database)
    {
        if (!database.Contains("://", StringComparison.Ordinal))
        {
            return Path.GetFullPath(database);
        }

        bool hasPassword = PostgresAddress.Recognises(database)
            && Uri.TryCreate(database, UriKind.Absolute, out Uri? address)
            && address.UserInfo.Contains(':', StringComparison.Ordinal);
        return hasPassword
            ? throw VerbException.Usage(
                "a password is not written into scripts: leave it out of the address and put it "
                + "into PGPASSWORD or the password file")
            : database;
    }

    private static void Show(BuildJobs jobs, SlurmBuild build, VerbConsole console)
    {
        foreach (string command in jobs.Commands)
        {
            console.Show(command);
        }

        string active = jobs.ShardsActive.Count > 0
            ? Invariant($", {jobs.ShardsActive.Count} wait or run already") : "";
        console.Show(jobs.Array is long array
            ? Invariant($"job {array} builds {jobs.ShardsPending.Count} of {build.Shards} shards")
                + Invariant($"{active}; job {jobs.Merge} merges them")
            : build.IsDry
                ? Invariant($"nothing submitted; {jobs.ShardsPending.Count} of {build.Shards} ")
                    + $"shards to build: {jobs.ArrayScript}"
                : $"nothing to submit{active}");
    }

    private static string Invariant(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);

    private sealed record Scripts(string Array, string Merge);
}
