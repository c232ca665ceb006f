using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Queries;
using Similarity.Formats;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Runs a saved query: the verb it names, with its arguments and options. Options given beside the
/// file are options of that verb and replace those in the file.
/// </summary>
internal static class RunVerb
{
    private const string Name = "run";

    public static Command Create()
    {
        var file = new Argument<string?>("QUERY")
        {
            Description = "A YAML file, or the name of one in queries/; none lists them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new VerbCommand(
            Name,
            "Run a saved query; options after it replace those of the query.",
            "similarity run queries/barium-titanate.yaml")
        {
            file,
        };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((result, cancellation) => result.GetValue(file) is { } query
            ? RunAsync(query, result, cancellation)
            : Task.FromResult(List(VerbCommand.ConsoleOf(result))));
        return verb;
    }

    private static Task<int> RunAsync(
        string fileOrName, ParseResult outer, CancellationToken cancellation)
    {
        SavedQuery query = SavedQuery.Read(QueryFolder.Resolve(fileOrName));
        RootCommand root = SimilarityProgram.CreateRoot();
        Command verb = VerbOf(query, root);
        RequireOptions(query, verb, root);

        string[] given = [.. GlobalOptionsOf(outer), .. outer.UnmatchedTokens];
        var names = given.Select(word => word.Split('=')[0]).ToHashSet();
        ParseResult inner = root.Parse(
            [.. WordsOf(query), .. query.CommandLine(names), .. given],
            SimilarityProgram.Configuration);
        if (inner.Errors.Count > 0)
        {
            throw Refused(query, inner.Errors[0], outer.UnmatchedTokens);
        }

        return inner.InvokeAsync(
            new InvocationConfiguration
            {
                Output = outer.InvocationConfiguration.Output,
                Error = outer.InvocationConfiguration.Error,
                EnableDefaultExceptionHandler = false,

                // Ctrl-C is waited for by the outer invocation, which cancels this one.
                ProcessTerminationTimeout = null,
            },
            cancellation);
    }

    public static int List(VerbConsole console)
    {
        var queries = new List<QueryRow>();
        var failures = new List<FileFailure>();
        foreach (string file in QueryFolder.Files())
        {
            try
            {
                SavedQuery query = SavedQuery.Read(file);
                queries.Add(new QueryRow(
                    Path.GetFileNameWithoutExtension(file), query.Verb.Text, query.Description));
            }
            catch (InvalidFileException e)
            {
                console.Error(e.Message);
                failures.Add(new FileFailure(e.File, e.Message, e.Line, e.Field));
            }
        }

        Table table = Tables.Create("query", "verb", "description");
        foreach (QueryRow row in queries)
        {
            Tables.Add(table, row.Name, row.Verb, row.Description);
        }

        console.Show(table);
        console.Print(new QueriesDocument(QueryFolder.Find(), queries, failures));
        return failures.Count == 0 ? ExitCode.Done : ExitCode.InvalidInput;
    }

    /// <summary>"screen predict" is a verb under another.</summary>
    private static string[] WordsOf(SavedQuery query) => query.Verb.Text.Split(' ');

    private static Command VerbOf(SavedQuery query, RootCommand root)
    {
        Command? verb = root;
        foreach (string word in WordsOf(query))
        {
            verb = verb?.Subcommands.FirstOrDefault(
                command => command.Name == word && command.Name != Name);
        }

        return verb ?? throw new InvalidFileException(
            query.File,
            $"no verb is called '{query.Verb.Text}'",
            query.Verb.Line,
            query.Verb.Field);
    }

    private static void RequireOptions(SavedQuery query, Command verb, RootCommand root)
    {
        HashSet<string> known =
            [.. verb.Options.Concat(root.Options.Where(o => o.Recursive)).Select(o => o.Name)];
        foreach (QueryOption option in query.Options.Where(o => !known.Contains(o.Name)))
        {
            throw new InvalidFileException(
                query.File,
                $"{verb.Name} has no option {option.Name}",
                option.Line,
                "options." + option.Name[2..]);
        }
    }

    /// <summary>What the outer line has already taken for itself.</summary>
    private static IEnumerable<string> GlobalOptionsOf(ParseResult outer)
    {
        if (outer.GetValue(GlobalOptions.Json))
        {
            yield return GlobalOptions.Json.Name;
        }

        if (outer.GetValue(GlobalOptions.Quiet))
        {
            yield return GlobalOptions.Quiet.Name;
        }

        if (outer.GetValue(GlobalOptions.Threads) is int threads)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{GlobalOptions.Threads.Name}={threads}");
        }
    }

    /// <summary>The fault is of the command line if it is about a word on it.</summary>
    private static Exception Refused(
        SavedQuery query, ParseError error, IReadOnlyList<string> given)
    {
        string message = error.Message.TrimEnd('.');
        string? name = (error.SymbolResult as OptionResult)?.Option.Name;
        QueryOption? option = query.Options.FirstOrDefault(o => o.Name == name);
        bool isGiven = given.Any(word =>
            word.Split('=')[0] == name || message.Contains($"'{word}'", StringComparison.Ordinal));
        return isGiven
            ? VerbException.Usage(message)
            : new InvalidFileException(
                query.File,
                message,
                option?.Line ?? query.Verb.Line,
                option is null ? query.Verb.Field : "options." + option.Name[2..]);
    }

    private sealed record QueryRow(string Name, string Verb, string Description);

    private sealed record QueriesDocument(
        string Folder, IReadOnlyList<QueryRow> Queries, IReadOnlyList<FileFailure> Failed)
        : Document("similarity.run/1");
}
