using System.Collections.Immutable;

namespace Similarity.Cli.CommandLine;

/// <summary>How this very program is called again, by another process or machine.</summary>
internal static class ProgramCommand
{
    public static ImmutableArray<string> Words { get; } = Find();

    private static ImmutableArray<string> Find()
    {
        string process = Environment.ProcessPath
            ?? throw new InvalidOperationException("the program does not know its own file");
        string library = typeof(ProgramCommand).Assembly.Location;
        return library.Length > 0
            && Path.GetFileNameWithoutExtension(process)
                .Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [process, library]
            : [process];
    }
}
