using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Slurm;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>
/// The shards of a prediction as an array job of Slurm, and a job after it that merges them. Shards
/// that are done find nothing to do, so that the same line submits again what failed.
/// </summary>
internal static class PredictionJobs
{
    /// <param name="words">The options of the prediction, in full.</param>
    public static int Submit(
        string structure,
        string target,
        int shards,
        IReadOnlyList<string> words,
        SlurmResources resources,
        int? atOnce,
        bool isDry,
        VerbConsole console)
    {
        if (!isDry && !SlurmCommands.AreHere)
        {
            throw VerbException.Absent(
                "no sbatch on PATH: this is no machine that submits jobs to Slurm; --dry-run "
                + "writes the scripts without it");
        }

        string output = Path.GetFullPath(target), here = Directory.GetCurrentDirectory();
        string folder = Path.GetDirectoryName(output)!;
        string[] common =
        [
            .. ProgramCommand.Words, "griddensity", "predict", $"--out={output}",
            string.Create(CultureInfo.InvariantCulture, $"--shards={shards}"), .. words,
        ];
        string array = Write(output + ".array.sh", JobScript.Task(
            resources, here, common, [structure], "similarity-griddensity"));
        string merge = Write(output + ".merge.sh", JobScript.Single(
            resources, here, [.. common, "--merge"], [structure]));
        ImmutableArray<string> arrayWords = SlurmCommands.ArrayArguments(
            folder, array, [.. Enumerable.Range(0, shards)], atOnce, "griddensity");
        long? arrayJob = isDry ? null : SlurmCommands.Submit(arrayWords);
        long? mergeJob = arrayJob is long job
            ? SlurmCommands.Submit(SlurmCommands.AfterArguments(folder, merge, [job]))
            : null;
        string[] commands =
        [
            "sbatch " + ShellWord.Join(arrayWords),
            "sbatch --dependency=afterany:"
                + (arrayJob?.ToString(CultureInfo.InvariantCulture) ?? "JOB") + " "
                + ShellWord.Join([merge]),
        ];
        foreach (string command in commands)
        {
            console.Show(command);
        }

        console.Print(new GridDensityJobsDocument(
            target, shards, array, merge, arrayJob, mergeJob, commands));
        return ExitCode.Done;
    }

    private static string Write(string file, string text)
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

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{file} cannot be written: {e.Message}", e);
        }
    }

    private sealed record GridDensityJobsDocument(
        string File,
        int Shards,
        string ArrayScript,
        string MergeScript,
        long? Array,
        long? Merge,
        IReadOnlyList<string> Commands)
        : Document("similarity.griddensity_jobs/1");
}
