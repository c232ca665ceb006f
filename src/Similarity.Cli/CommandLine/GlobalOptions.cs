using System.CommandLine;

namespace Similarity.Cli.CommandLine;

/// <summary>The options every verb has.</summary>
internal static class GlobalOptions
{
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print exactly one JSON document on stdout; all else goes to stderr.",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet")
    {
        Description = "No progress and no warnings; with --json no tables either.",
        Recursive = true,
    };

    public static Option<int?> Threads { get; } = CreateThreads();

    private static Option<int?> CreateThreads()
    {
        Option<int?> threads = NumberOption.Whole(
            "--threads",
            "Use at most N threads (default: all cores). Results do not depend on it.",
            minimum: 1);
        threads.Recursive = true;
        return threads;
    }
}
