using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Slurm;

/// <summary>The commands of Slurm, as they are found on PATH. No shell is between.</summary>
internal static partial class SlurmCommands
{
    private const string Submission = "sbatch", Queue = "squeue";

    public static bool AreHere => Find(Submission) is not null;

    /// <summary>A job that runs a script once for each task, with the log of each by it.</summary>
    /// <param name="log">What the names of the logs begin with.</param>
    public static ImmutableArray<string> ArrayArguments(
        string folder,
        string script,
        IReadOnlyList<int> tasks,
        int? atOnce,
        string log = "build") =>
    [
        "--parsable",
        // A pattern, which the name of a folder must not become part of.
        $"--chdir={folder}",
        $"--output={log}-%A-%a.log",
        $"--array={ArrayRange.Of(tasks, atOnce)}",
        script,
    ];

    /// <summary>A job that begins when others have ended, however they did.</summary>
    public static ImmutableArray<string> AfterArguments(
        string folder, string script, IEnumerable<long> jobs) =>
    [
        "--parsable",
        $"--chdir={folder}",
        "--output=merge-%j.log",
        $"--dependency=afterany:{string.Join(':', jobs.Select(Text))}",
        script,
    ];

    /// <returns>The number of the job.</returns>
    /// <exception cref="VerbException">There is no Slurm, or it does not take the job.</exception>
    public static long Submit(IReadOnlyList<string> arguments)
    {
        string program = Find(Submission) ?? throw VerbException.Absent(
            $"no {Submission} on PATH: this is no machine that submits jobs to Slurm; --dry-run "
            + "writes the scripts without it");
        (int code, string output, string error) = Run(program, arguments);
        Match job = JobNumber().Match(output.Trim());
        return code == 0 && job.Success
            ? long.Parse(job.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw VerbException.Other(
                $"{Submission} did not take the job (exit code {code}): "
                + $"{(error + output).Trim()}");
    }

    /// <summary>
    /// The tasks of a job that wait or run; none of one that Slurm has forgotten.
    /// </summary>
    public static ImmutableArray<int> ActiveTasks(long job)
    {
        if (Find(Queue) is not { } program)
        {
            return [];
        }

        // Exits with an error for a job that is long over.
        (int code, string output, _) = Run(
            program, ["--noheader", "--array", "--format=%K", $"--jobs={Text(job)}"]);
        return code != 0
            ? []
            :
            [
                .. output.Split('\n', StringSplitOptions.TrimEntries)
                    .Where(line => int.TryParse(
                        line, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    .Select(line => int.Parse(line, CultureInfo.InvariantCulture)),
            ];
    }

    private static (int Code, string Output, string Error) Run(
        string program, IReadOnlyList<string> arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw VerbException.Other($"{program} does not start");

            // Both at once: neither pipe may fill up while the other is read.
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (Win32Exception e)
        {
            throw VerbException.Other($"{program} does not start: {e.Message}");
        }
    }

    /// <summary>Entries of PATH that are not full paths are not trusted.</summary>
    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of a federation, "number;cluster".</summary>
    [GeneratedRegex(@"^([0-9]+)(;\S*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JobNumber();
}
