namespace Similarity.Cli.CommandLine;

/// <summary>
/// A verb cannot do what was asked; the message goes to the user, the code to the shell.
/// </summary>
internal sealed class VerbException : Exception
{
    private VerbException(int exitCode, string message)
        : base(message)
    {
        ExitCode = exitCode;
    }

    public int ExitCode { get; }

    /// <summary>Options that exclude each other, or do not fit the file.</summary>
    public static VerbException Usage(string message) => new(CommandLine.ExitCode.Usage, message);

    /// <summary>A file is what it should be, but nothing can be made of it.</summary>
    public static VerbException Invalid(string message) =>
        new(CommandLine.ExitCode.InvalidInput, message);

    /// <summary>The asked-for thing does not exist.</summary>
    public static VerbException Absent(string message) => new(CommandLine.ExitCode.Absent, message);

    /// <summary>What was asked of another program, or of a machine, did not come about.</summary>
    public static VerbException Other(string message) => new(CommandLine.ExitCode.Other, message);

    /// <summary>The calculation has no result; the message says why and what may help.</summary>
    public static VerbException NoResult(string message) =>
        new(CommandLine.ExitCode.NoResult, message);
}
