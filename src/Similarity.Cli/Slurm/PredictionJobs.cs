using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Slurm;

/// <summary>
/// The shards of a prediction as an array job of Slurm, and a job after it that merges them. Shards
/// that are done find nothing to do, so that the same line submits again what failed.
/// </summary>
/// <param name="Array">The number of a job; null where nothing was submitted.</param>
/// <param name="Merge">As of the other.</param>
internal sealed record PredictionJobs(
    string ArrayScript,
    string MergeScript,
    long? Array,
    long? Merge,
    ImmutableArray<string> Commands)
{
    /// <param name="name">The verb: of jobs and their logs.</param>
    /// <param name="target">What the scripts lie beside.</param>
    /// <param name="words">Verb and options of the prediction, in full.</param>
    public static PredictionJobs Submit(
        string name,
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
            .. ProgramCommand.Words, .. words,
            string.Create(CultureInfo.InvariantCulture, $"--shards={shards}"),
        ];
        string array = Write(
            output + ".array.sh",
            JobScript.Task(resources, here, common, [structure], "similarity-" + name));
        string merge = Write(output + ".merge.sh", JobScript.Single(
            resources, here, [.. common, "--merge"], [structure]));
        ImmutableArray<string> arrayWords = SlurmCommands.ArrayArguments(
            folder, array, [.. Enumerable.Range(0, shards)], atOnce, name);
        long? arrayJob = isDry ? null : SlurmCommands.Submit(arrayWords);
        long? mergeJob = arrayJob is long job
            ? SlurmCommands.Submit(SlurmCommands.AfterArguments(folder, merge, [job]))
            : null;
        ImmutableArray<string> commands =
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

        return new PredictionJobs(array, merge, arrayJob, mergeJob, commands);
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
}
