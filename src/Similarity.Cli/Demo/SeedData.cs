using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Demo;

/// <summary>
/// The folder of shipped data: named by SIMILARITY_DATABASE, or found in the clone.
/// </summary>
internal static class SeedData
{
    private const string Variable = "SIMILARITY_DATABASE";

    /// <summary>Null where there is none.</summary>
    public static string? TryFind()
    {
        try
        {
            return Find();
        }
        catch (VerbException e) when (e.ExitCode == ExitCode.Absent)
        {
            return null;
        }
    }

    /// <exception cref="VerbException">There is no such folder.</exception>
    public static string Find() => Find(
        Environment.GetEnvironmentVariable(Variable),
        AppContext.BaseDirectory,
        Environment.CurrentDirectory);

    public static string Find(string? named, params ReadOnlySpan<string> starts)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return IsSeedData(named)
                ? named
                : throw VerbException.Absent(
                    $"{Variable} names {named}, which holds no folders polymorphs and spectra");
        }

        foreach (string start in starts)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                string candidate = Path.Combine(folder.FullName, "database");
                if (IsSeedData(candidate))
                {
                    return candidate;
                }
            }
        }

        throw VerbException.Absent(
            "the shipped data were not found above the program or the working folder; "
            + $"set {Variable} to the folder database/ of a clone");
    }

    private static bool IsSeedData(string folder) =>
        Directory.Exists(Path.Combine(folder, "polymorphs"))
        && Directory.Exists(Path.Combine(folder, "spectra"));
}
