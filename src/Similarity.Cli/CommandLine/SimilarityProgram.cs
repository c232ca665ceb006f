using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Similarity.Cli.Verbs;
using Similarity.Cli.Verbs.Db;
using Similarity.Cli.Verbs.Density;
using Similarity.Cli.Verbs.DosModel;
using Similarity.Cli.Verbs.GridDensity;
using Similarity.Cli.Verbs.Screen;
using Similarity.Formats;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// The program `similarity`: its verbs, and the one place where exceptions become exit codes.
/// </summary>
internal static class SimilarityProgram
{
    /// <summary>A file whose name begins with @ is a file, not a list of arguments.</summary>
    public static ParserConfiguration Configuration { get; } =
        new() { ResponseFileTokenReplacer = null };

    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("An electronic-structure descriptor and similarity engine.")
        {
            GlobalOptions.Json,
            GlobalOptions.Quiet,
            GlobalOptions.Threads,
            DemoVerb.Create(),
            ReadVerb.Create(),
            SpectrumVerb.Create(),
            DosVerb.Create(),
            FermiVerb.Create(),
            MassVerb.Create(),
            FingerprintVerb.Create(),
            CompareVerb.Create(),
            MatrixVerb.Create(),
            BuildVerb.Create(),
            QueryVerb.Create(),
            MapVerb.Create(),
            DbVerb.Create(),
            ScreenVerb.Create(),
            DosModelVerb.Create(),
            GridDensityVerb.Create(),
            DensityVerb.Create(),
            NanotubeVerb.Create(),
            RunVerb.Create(),
            ServeVerb.Create(),
            DevicesVerb.Create(),
            CompletionVerb.Create(),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelpAction((HelpAction)help.Action!);
        return root;
    }

    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation = default)
    {
        ParseResult result = CreateRoot().Parse(arguments, Configuration);
        if (result.Action is ParseErrorAction)
        {
            return ReportUsage(result, output, error);
        }

        VerbConsole console = new(
            output,
            error,
            result.GetValue(GlobalOptions.Json),
            result.GetValue(GlobalOptions.Quiet));
        try
        {
            return await result.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                },
                cancellation);
        }
        catch (VerbException e)
        {
            return Fail(console, new ErrorDocument(e.ExitCode, e.Message));
        }
        catch (InvalidFileException e)
        {
            return Fail(console, new ErrorDocument(
                ExitCode.InvalidInput, e.Message, e.File, e.Line, e.Field));
        }
        catch (OutputException e)
        {
            // No document: it could not be written either.
            console.Error(e.Message);
            return ExitCode.Other;
        }
        catch (OperationCanceledException)
        {
            return Fail(console, new ErrorDocument(ExitCode.Cancelled, "cancelled"));
        }
        catch (OutOfMemoryException)
        {
            return Fail(console, new ErrorDocument(
                ExitCode.NoResult,
                "there is not enough memory for this calculation; where a verb has --memory or "
                    + "parts (--shard), smaller ones help, and so do fewer threads"));
        }
        catch (Exception e)
        {
            // The outermost frame: what arrives here is a fault of the program, reported as one.
            int code = Fail(console, new ErrorDocument(
                ExitCode.Other,
                $"{e.Message} ({e.GetType().Name}); "
                    + "this is a bug in similarity, please report it"));
            error.WriteLine(e.StackTrace);
            return code;
        }
    }

    private static int ReportUsage(ParseResult result, TextWriter output, TextWriter error)
    {
        string verb = "";
        for (CommandResult? called = result.CommandResult;
            called is { Command: not RootCommand };
            called = called.Parent as CommandResult)
        {
            verb = $"{called.Command.Name} {verb}";
        }

        bool json = result.Tokens.Any(token => token.Value == GlobalOptions.Json.Name);
        bool isRoot = result.CommandResult.Command is RootCommand;
        string message = isRoot && result.UnmatchedTokens.Count > 0
            ? $"no verb is called '{result.UnmatchedTokens[0]}'"
            : string.Join("; ", result.Errors.Select(e => e.Message.TrimEnd('.')));
        int code = Fail(
            new VerbConsole(output, error, json), new ErrorDocument(ExitCode.Usage, message));
        error.WriteLine($"try: similarity {verb}--help");
        return code;
    }

    private static int Fail(VerbConsole console, ErrorDocument document)
    {
        console.Error(document.Message);
        console.Print(document);
        return document.ExitCode;
    }

    private sealed record ErrorDocument(
        int ExitCode, string Message, string? File = null, long? Line = null, string? Field = null)
        : Document("similarity.error/1");
}
