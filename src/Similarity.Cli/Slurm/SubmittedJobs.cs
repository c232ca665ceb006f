using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Slurm;

/// <summary>
/// The numbers of array jobs submitted before, a line each in a file: a task that still waits or
/// runs is not submitted a second time.
/// </summary>
internal sealed class SubmittedJobs(string file)
{
    public ImmutableArray<long> Read()
    {
        try
        {
            return
            [
                .. File.ReadLines(file).Select(line => long.TryParse(
                        line, NumberStyles.None, CultureInfo.InvariantCulture, out long job)
                    ? job
                    : throw VerbException.Invalid(
                        $"{file}: '{line}' is no number of a job; remove the file if no job of "
                        + "this build waits or runs")),
            ];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VerbException.Invalid($"{file} cannot be read: {e.Message}");
        }
    }

    /// <summary>The jobs that are over are left out.</summary>
    public void Write(IEnumerable<long> jobs)
    {
        try
        {
            File.WriteAllLines(
                file, jobs.Select(job => job.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{file} cannot be written: {e.Message}", e);
        }
    }
}
