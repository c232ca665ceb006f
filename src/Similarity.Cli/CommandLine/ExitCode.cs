namespace Similarity.Cli.CommandLine;

/// <summary>What the process tells its caller. Scripts depend on these numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>
    /// Anything not listed here: a fault of this program, or no room for its output.
    /// </summary>
    public const int Other = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>A file could not be read or is invalid.</summary>
    public const int InvalidInput = 3;

    /// <summary>
    /// What was asked for does not exist: an id, a database, bands in a file without any.
    /// </summary>
    public const int Absent = 4;

    /// <summary>The calculation has no result: no gap, no convergence, no room in memory.
    /// </summary>
    public const int NoResult = 5;

    /// <summary>Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
