using System.CommandLine;
using Similarity.Catalog.Jobs;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Verbs.Build;

namespace Similarity.Cli.Verbs;

/// <summary>Brings materials and their fingerprints into a database.</summary>
internal static class BuildVerb
{
<<<<<<< HEAD
    /// <summary>Of more failures only the document lists all.</summary>
    private const int MostFailuresShown = 20;

    private const int MostWarningsShown = 5;

=======
>>>>>>> slurm
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var files = new Argument<string[]>("INPUT")
        {
            Description = "Structures, bands or densities of states; a file may hold many "
                + "structures. None: what the database holds already.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var kinds = new KindOptions();
        var modes = new BuildModeOptions();
        var properties = new Option<string?>("--properties")
        {
            Description = "A CSV table with a column 'id': its other columns become properties.",
            HelpName = "FILE",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with a build that was stopped: failures it recorded are not "
                + "tried again. What is there already is never computed again.",
        };
        var refresh = new Option<bool>("--refresh")
        {
            Description = "Compute again what another version of this program computed.",
        };
        var verb = new VerbCommand(
            "build",
            "Bring materials and their fingerprints into a database; what is there is left, and a "
                + "bad input does not stop the others.",
            "similarity build --db polymorphs.db database/polymorphs/mp_families.jsonl.gz "
                + "--kind kinetic")
        {
            files,
            database,
        };
        kinds.AddTo(verb);
        verb.Add(properties);
        verb.Add(resume);
        verb.Add(refresh);
        modes.AddTo(verb);
        verb.BindHeedful((result, console, cancellation) =>
        {
            var request = new BuildRequest(
                result.GetRequiredValue(database),
                result.GetValue(files) ?? [],
                kinds.Of(result),
                result.GetValue(properties))
            {
                KeepFailures = result.GetValue(resume),
                Refresh = result.GetValue(refresh),
            };
            int threads = VerbCommand.ThreadsOf(result);
            return modes.Of(result, request.Database, request.Files.Count > 0) switch
            {
                ShardBuild shard => ShardRun.Run(request, shard, threads, console, cancellation),
                MergeBuild merge => MergeRun.Run(
                    request.Database,
                    merge,
                    kinds.Words(result).Any() ? ShardPlan.Of(request.Kinds, []).Kinds : null,
                    console,
                    cancellation),
                SlurmBuild slurm => SlurmRun.Run(
                    request,
                    slurm,
                    [
                        .. kinds.Words(result),
                        .. request.Properties is { } table
                            ? [$"--properties={table}"]
                            : (string[])[],
                        .. request.KeepFailures ? ["--resume"] : (string[])[],
                        .. request.Refresh ? ["--refresh"] : (string[])[],
                    ],
                    console,
                    cancellation),
                _ => BuildRun.Run(request, threads, console, cancellation),
            };
        });
        return verb;
    }
<<<<<<< HEAD

    public static int Run(
        BuildRequest request, int threads, VerbConsole console, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        PropertyTable? table =
            request.Properties is { } file ? PropertyTable.Read(file) : null;
        using ICatalogStore store = DatabaseOption.Open(
            request.Database,
            request.Files.Count > 0 ? CatalogAccess.Create : CatalogAccess.Write);
        ImportSummary summary = DatabaseOption.Guard(() =>
            Import(store, request, table, threads, console, cancellation));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (string warning in summary.Warnings.Take(MostWarningsShown))
        {
            console.Warn(warning);
        }

        if (summary.Warnings.Length > MostWarningsShown)
        {
            console.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"and {summary.Warnings.Length - MostWarningsShown} others, which --json lists"));
        }

        return DatabaseOption.Guard(() =>
        {
            Show(store, summary, seconds, console);
            console.Print(new BuildDocument(
                store.Location,
                [.. request.Kinds.Select(kind => kind.Recipe.Kind)],
                summary.Added,
                summary.Skipped,
                summary.Failed,
                summary.Warnings,
                seconds));
            return summary.Failed.IsEmpty ? ExitCode.Done : ExitCode.InvalidInput;
        });
    }

    /// <summary>The work itself, with progress.</summary>
    private static ImportSummary Import(
        ICatalogStore store,
        BuildRequest request,
        PropertyTable? table,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        string[] stored = request.Files.Count > 0
            ? []
            : [.. store.Materials().Select(material => material.Id)];
        int expected =
            request.Files.Count > 0 ? FingerprintInputs.Estimate(request.Files) : stored.Length;
        IEnumerable<ImportItem> items = request.Files.Count > 0
            ? MaterialInputs.Of(request.Files, table, threads, cancellation)
            : StoredItems.Of(store, stored);
        var import = new CatalogImport(store, request.Kinds, new ImportOptions
        {
            Threads = threads,
            KeepFailures = request.KeepFailures,
            Refresh = request.Refresh,
        });
        ImportSummary? summary = null;
        WorkProgress.Run(console, "materials", expected, 0, finished =>
            summary = import.Run(items, expected, finished, cancellation));
        return summary!;
    }

    private static void Show(
        ICatalogStore store, ImportSummary summary, double seconds, VerbConsole console)
    {
        foreach (ImportFailure failure in summary.Failed.Take(MostFailuresShown))
        {
            string kind = failure.Kind is null ? "" : $" ({failure.Kind})";
            console.Error($"{failure.Id}{kind}: {failure.Reason}");
        }

        if (summary.Failed.Length > MostFailuresShown)
        {
            console.Error(string.Create(
                CultureInfo.InvariantCulture,
                $"… and {summary.Failed.Length - MostFailuresShown} more, which --json lists"));
        }

        Table table = Tables.Create("fingerprints", "#materials", "energies");
        foreach (FingerprintSet set in store.Sets())
        {
            Tables.Add(
                table, set.Kind, Tables.Number(store.Keys(set).Count()), set.GridId);
        }

        console.Show(table);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{store.Location}: {summary.Added} added, {summary.Skipped} there already, "
            + $"{summary.Failed.Length} failed ({seconds:0.0} s)"));
    }

    private sealed record BuildDocument(
        string Database,
        string[] Kinds,
        int Added,
        int Skipped,
        ImmutableArray<ImportFailure> Failed,
        ImmutableArray<string> Warnings,
        double Seconds)
        : Document("similarity.build/1");
=======
>>>>>>> slurm
}
