using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Slurm;

/// <summary>A text as one word of a shell, whatever is in it.</summary>
internal static class ShellWord
{
    /// <summary>
    /// In single quotes, where nothing has a meaning but the quote itself, also no end of line.
    /// </summary>
    /// <exception cref="VerbException">No program can be given this text.</exception>
    public static string Quote(string text) => text.Contains('\0')
        ? throw VerbException.Usage("a name with a NUL character cannot be written into a script")
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    public static string Join(IEnumerable<string> words) =>
        string.Join(' ', words.Select(Quote));
}
