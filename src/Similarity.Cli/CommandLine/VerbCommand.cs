using System.CommandLine;

namespace Similarity.Cli.CommandLine;

/// <summary>A verb: a command with an example in its help and an action on a console.</summary>
internal sealed class VerbCommand(string name, string description, string example)
    : Command(name, description)
{
    /// <summary>A command line that works, as help shows it.</summary>
    public string Example { get; } = example;

    /// <summary>
    /// Binds the verb: parsed values in, exit code out. The work runs beside the thread that waits
    /// for Ctrl-C, and ends with the process if it does not heed the token itself.
    /// </summary>
    public void Bind(Func<ParseResult, VerbConsole, CancellationToken, int> run) =>
        SetAction((result, cancellation) => Task
            .Run(() => run(result, ConsoleOf(result), cancellation))
            .WaitAsync(cancellation));

    /// <summary>
    /// As <see cref="Bind"/>, for a verb that heeds the token: it is waited for, so that its files
    /// are in order when the process ends.
    /// </summary>
    public void BindHeedful(Func<ParseResult, VerbConsole, CancellationToken, int> run) =>
        SetAction((result, cancellation) => Task.Run(
            () => run(result, ConsoleOf(result), cancellation), CancellationToken.None));

    public static VerbConsole ConsoleOf(ParseResult result) => new(
        result.InvocationConfiguration.Output,
        result.InvocationConfiguration.Error,
        result.GetValue(GlobalOptions.Json),
        result.GetValue(GlobalOptions.Quiet));

    /// <summary>--threads, or all cores.</summary>
    public static int ThreadsOf(ParseResult result) =>
        result.GetValue(GlobalOptions.Threads) ?? Environment.ProcessorCount;
}
