using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Crystals;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Build;

/// <summary>A build in one piece.</summary>
internal static class BuildRun
{
    /// <summary>Of more failures only the document lists all.</summary>
    private const int MostFailuresShown = 20;

    private const int MostWarningsShown = 5;

    public static int Run(
        BuildRequest request, int threads, VerbConsole console, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        PropertyTable? table = TableOf(request);
        using ICatalogStore store = DatabaseOption.Open(
            request.Database,
            request.Files.Count > 0 ? CatalogAccess.Create : CatalogAccess.Write);
        request = WithScales(request, store, threads, console, cancellation);
        ImportSummary summary = DatabaseOption.Guard(() => Import(
            store,
            request,
            request.Files.Count > 0
                ? FilesOf(request, table, threads, cancellation)
                : StoredOf(store),
            threads,
            console,
            cancellation));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return DatabaseOption.Guard(() =>
        {
            Show(store, summary, seconds, console);
            console.Print(DocumentOf(store.Location, request, summary, seconds));
            return ExitCodeOf(summary);
        });
    }

    /// <summary>
    /// Kinds that need scales get those of the database, or learn them from what is built.
    /// </summary>
    private static BuildRequest WithScales(
        BuildRequest request,
        ICatalogStore store,
        int threads,
        VerbConsole console,
        CancellationToken cancellation) => request with
        {
            Kinds =
            [
                .. request.Kinds.Select(kind => !kind.Recipe.NeedsScales
                    ? kind
                    : kind with
                    {
                        Recipe = DatabaseOption.Guard(() =>
                            LearnedScales.Known(kind.Recipe, store))
                            ?? LearnedScales.Learn(
                                kind.Recipe,
                                CrystalsOf(request, store, threads, cancellation),
                                threads,
                                console,
                                cancellation),
                    }),
            ],
        };

    private static IEnumerable<Crystal> CrystalsOf(
        BuildRequest request, ICatalogStore store, int threads, CancellationToken cancellation) =>
        (request.Files.Count > 0
            ? FilesOf(request, null, threads, cancellation)
            : StoredOf(store)).Items
        .Select(item => item.Subject?.Crystal).OfType<Crystal>();

    public static PropertyTable? TableOf(BuildRequest request) =>
        request.Properties is { } file ? PropertyTable.Read(file) : null;

    public static int ExitCodeOf(ImportSummary summary) =>
        summary.Failed.IsEmpty ? ExitCode.Done : ExitCode.InvalidInput;

    public static BuildDocument DocumentOf(
        string location, BuildRequest request, ImportSummary summary, double seconds) => new(
            location,
            [.. request.Kinds.Select(kind => kind.Recipe.Kind)],
            summary.Added,
            summary.Skipped,
            summary.Failed,
            summary.Warnings,
            seconds);

    /// <summary>The work itself, with progress.</summary>
    public static ImportSummary Import(
        ICatalogStore store,
        BuildRequest request,
        (IEnumerable<ImportItem> Items, int Expected) inputs,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        var import = new CatalogImport(store, request.Kinds, new ImportOptions
        {
            Threads = threads,
            KeepFailures = request.KeepFailures,
            Refresh = request.Refresh,
            Replace = request.Replace,
        });
        ImportSummary? summary = null;
        WorkProgress.Run(console, "materials", inputs.Expected, 0, finished =>
            summary = import.Run(inputs.Items, inputs.Expected, finished, cancellation));
        return summary!;
    }

    public static void Show(
        ICatalogStore store, ImportSummary summary, double seconds, VerbConsole console)
    {
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

        Show(summary.Failed, console);
        Show(store, console);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{store.Location}: {summary.Added} written, {summary.Skipped} there already, "
            + $"{summary.Failed.Length} failed ({seconds:0.0} s)"));
    }

    public static void Show(IReadOnlyCollection<ImportFailure> failed, VerbConsole console)
    {
        foreach (ImportFailure failure in failed.Take(MostFailuresShown))
        {
            string kind = failure.Kind is null ? "" : $" ({failure.Kind})";
            console.Error($"{failure.Id}{kind}: {failure.Reason}");
        }

        if (failed.Count > MostFailuresShown)
        {
            console.Error(string.Create(
                CultureInfo.InvariantCulture,
                $"… and {failed.Count - MostFailuresShown} more, which --json lists"));
        }
    }

    /// <summary>The fingerprints that a database has.</summary>
    public static void Show(ICatalogStore store, VerbConsole console)
    {
        Table table = Tables.Create("fingerprints", "#materials", "energies");
        foreach (FingerprintSet set in store.Sets())
        {
            Tables.Add(
                table, set.Kind, Tables.Number(store.Count(set).Vectors), set.GridId);
        }

        if (table.Rows.Count > 0)
        {
            console.Show(table);
        }
    }

    /// <param name="wanted">Of which ids; null for all.</param>
    /// <param name="parts">Of so many parts of the same size these are one.</param>
    public static (IEnumerable<ImportItem> Items, int Expected) FilesOf(
        BuildRequest request,
        PropertyTable? table,
        int threads,
        CancellationToken cancellation,
        Func<string, bool>? wanted = null,
        int parts = 1) => (
            MaterialInputs.Of(
                request.Files, table, threads, cancellation, request.IdBy, wanted),
            (FingerprintInputs.Estimate(request.Files) + parts - 1) / parts);

    private static (IEnumerable<ImportItem> Items, int Expected) StoredOf(ICatalogStore store)
    {
        string[] stored = [.. store.Materials().Select(material => material.Id)];
        return (StoredItems.Of(store, stored), stored.Length);
    }
}
