using System.CommandLine;
using System.Net;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Demo;
using Similarity.Explorer;

namespace Similarity.Cli.Verbs;

/// <summary>The explorer: a database in the browser, until it is stopped.</summary>
internal static class ServeVerb
{
    private const int DefaultPort = 8017, LastPort = 65535, ShortestToken = 16;

    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        Option<int?> port = NumberOption.Whole(
            "--port", $"Listen there (default {DefaultPort}; 0: any free port).", 0, LastPort);
        Option<IPAddress?> bind = Bind();
        var token = new Option<string?>("--token")
        {
            Description = "A file whose first line others must know, of at least "
                + $"{ShortestToken} characters; needed by --bind to any but a loopback address.",
            HelpName = "FILE",
        };
        var import = new Option<bool>("--allow-import")
        {
            Description = "Let the page add materials to the database.",
        };
        var model = new Option<string?>("--model")
        {
            Description = "A forest of `screen train` to screen with (default: the shipped one).",
            HelpName = "FILE",
        };
        var pages = new Option<string?>("--pages")
        {
            Description = "Serve the page from this folder, for those who work on it.",
            HelpName = "DIR",
        };
        var verb = new VerbCommand(
            "serve",
            "Show a database in the browser, and answer programs by HTTP; Ctrl-C ends it.",
            "similarity serve --db polymorphs.db --port 8017")
        {
            database, port, bind, token, import, model, pages,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            new ExplorerOptions(result.GetRequiredValue(database), BuiltInAdapters.Engines)
            {
                Port = result.GetValue(port) ?? DefaultPort,
                Bind = result.GetValue(bind) ?? IPAddress.Loopback,
                Token = TokenOf(result.GetValue(token)),
                AllowImport = result.GetValue(import),
                Threads = VerbCommand.ThreadsOf(result),
                Models = SeedData.TryFind() is { } data ? Path.Combine(data, "models") : null,
                ScreeningModel = result.GetValue(model),
                Pages = result.GetValue(pages),
                Report = message => console.Error(message),
            },
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        ExplorerOptions options, VerbConsole console, CancellationToken cancellation)
    {
        if (!IPAddress.IsLoopback(options.Bind) && options.Token is null)
        {
            throw VerbException.Usage(
                $"--bind {options.Bind} lets others in, which needs --token FILE");
        }

        if (options.Pages is { } pages && !Directory.Exists(pages))
        {
            throw VerbException.Absent($"{pages}: there is no such folder");
        }

        // Said before anything listens: whether the database is one.
        using (ICatalogStore store = DatabaseOption.Open(options.Database, CatalogAccess.Read))
        {
            DatabaseOption.Guard(store.Count);
        }

        try
        {
            RunAsync(options, console, cancellation).GetAwaiter().GetResult();
            return ExitCode.Done;
        }
        catch (ExplorerException e)
        {
            throw VerbException.Invalid(e.Message);
        }
    }

    private static async Task RunAsync(
        ExplorerOptions options, VerbConsole console, CancellationToken cancellation)
    {
        ExplorerServer server = await ExplorerServer.StartAsync(options, cancellation);
        console.Show($"{options.Database} is at {server.Address}; Ctrl-C ends this");
        console.Print(new ServeDocument(
            server.Address.ToString(), options.Database, !options.AllowImport));
        await server.RunAsync(cancellation);
    }

    private static Option<IPAddress?> Bind() => new("--bind")
    {
        Description = "Listen at this address of the machine (default 127.0.0.1).",
        HelpName = "ADDRESS",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (IPAddress.TryParse(text, out IPAddress? address))
            {
                return address;
            }

            result.AddError($"--bind expects an address as 127.0.0.1 or ::1, not '{text}'");
            return null;
        },
    };

    private static string? TokenOf(string? file)
    {
        if (file is null)
        {
            return null;
        }

        string token;
        try
        {
            token = File.ReadLines(file).FirstOrDefault()?.Trim() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VerbException.Invalid($"{file}: cannot be read: {e.Message}");
        }

        return token.Length >= ShortestToken
            ? token
            : throw VerbException.Invalid(
                $"{file}: line 1: a token of at least {ShortestToken} characters is expected");
    }

    private sealed record ServeDocument(string Url, string Database, bool ReadOnly)
        : Document("similarity.serve/1");
}
