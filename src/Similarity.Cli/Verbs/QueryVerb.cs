using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Report;
using Similarity.Search;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>The materials of a database that behave most like one.</summary>
internal static class QueryVerb
{
    private const int DefaultCount = 10;

    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var id = new Option<string?>("--id")
        {
            Description = "A material of the database; it is not among its own neighbours.",
            HelpName = "ID",
        };
        var file = new Option<string?>("--file")
        {
            Description = "A structure, bands or a density of states; of a file of many, F#ID.",
            HelpName = "F",
        };
        var kind = new Option<string?>("--kind")
        {
            Description = "The fingerprints to compare by, where the database has several.",
            HelpName = "K",
        };
        Option<string[]> settings = SettingsOption.Create(
            "A parameter of the fingerprints, where the database has several of a kind.");
        Option<string?> metric = MetricOption.Create();
        Option<int?> count = NumberOption.Whole(
            "--k", "How many neighbours (default 10).", minimum: 1);
        count.Aliases.Add("-k");
        Option<string?> where = WhereOption.Create();
        Option<string> device = DeviceOption.Create();
        Option<int?> effort = DeviceOption.Effort();
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "query",
            "Find the materials of a database that are most like one of it, or like one in a file.",
            "similarity query --db polymorphs.db --id mp-2657 --where \"nelements = 2\" -k 5")
        {
            database, id, file, kind, settings, metric, count, where, device, effort, report,
        };
        verb.Bind((result, console, cancellation) => Run(
            new QueryRequest(
                result.GetRequiredValue(database),
                result.GetValue(id),
                result.GetValue(file),
                result.GetValue(kind),
                SettingsOption.Parse(result.GetValue(settings)),
                result.GetValue(metric),
                result.GetValue(count) ?? DefaultCount,
                result.GetValue(where),
                result.GetRequiredValue(device),
                result.GetValue(effort),
                ReportOption.Of(result, report)),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        QueryRequest request, int threads, VerbConsole console, CancellationToken cancellation)
    {
        if (request.Id is null == request.File is null)
        {
            throw VerbException.Usage("query expects --id or --file, one of the two");
        }

        DeviceOption.Check(request.Device, request.Effort);
        Filter? filter = WhereOption.Parse(request.Where);
        using ICatalogStore store = DatabaseOption.Open(request.Database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
            Run(store, request, filter, threads, console, cancellation));
    }

    private static int Run(
        ICatalogStore store,
        QueryRequest request,
        Filter? filter,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        FingerprintSet set = SetChoice.Find(store, request.Kind, request.Settings);
        SearchMetric metric = MetricOption.Of(request.Metric, set);
        QuerySubject subject = request.Id is { } id
            ? QuerySubject.OfId(store, set, id)
            : QuerySubject.OfFile(store, set, request.File!, threads, console, cancellation);

        WhereOption.Warn(request.Where, store, console);
        using NeighbourSearch search = DeviceOption.Open(
            request.Device, store, set, metric, subject.Lanes, threads, console, cancellation);
        long start = Stopwatch.GetTimestamp();
        ImmutableArray<CatalogHit> found = search.Nearest(
            subject.Lanes,
            new SearchOptions
            {
                Count = request.Count,
                Threads = threads,
                Effort = request.Effort,
                CancellationToken = cancellation,
            },
            filter,
            subject.Except);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        HitRow[] hits = [.. found.Select(hit => HitRow.Of(store, set, metric, hit))];
        foreach (string source in hits.Select(hit => hit.MadeFrom)
            .Where(source => source != subject.Source).Distinct())
        {
            console.Warn($"spectra of different origin, {subject.Source} and {source}: what these "
                + "differ in is part of the comparison");
        }

        string name = SearchMetricNames.NameOf(metric);
        Show(hits, name, search, seconds, console);
        request.Report?.Write(QueryReport.ToHtml(
            store,
            set,
            subject,
            name,
            filter?.ToString(),
            search.Count,
            [
                .. hits.Select(hit => new ReportedHit(
                    hit.Id, hit.Formula, hit.SpaceGroup, hit.GapEv, hit.Distance, hit.Value)),
            ]));
        console.Show(request.Report);
        console.Print(new QueryDocument(
            store.Location,
            subject.Name,
            set.Kind,
            set.Parameters,
            name,
            MetricValue.LargerIsNearer(metric),
            filter?.ToString(),
            search.Count,
            hits,
            search.Description,
            search.IsExact,
            seconds));
        return ExitCode.Done;
    }

    private static void Show(
        HitRow[] hits, string metric, NeighbourSearch search, double seconds, VerbConsole console)
    {
        Table table = Tables.Create(
            "id", "formula", "#space group", "#gap (eV)", "#" + metric);
        foreach (HitRow hit in hits)
        {
            Tables.Add(
                table,
                hit.Id,
                hit.Formula ?? "",
                Tables.Number(hit.SpaceGroup),
                Tables.Number(hit.GapEv, 3),
                Tables.Number(hit.Value, 6));
        }

        if (hits.Length > 0)
        {
            console.Show(table);
        }

        string how = search.IsExact ? "" : ", approximate";
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{hits.Length} of {search.Count} materials ({search.Description}{how}, "
            + $"{1000 * seconds:0.0} ms)"));
    }

    /// <param name="Distance">Grows as materials become less alike, for any metric.</param>
    /// <param name="Value">Of the metric.</param>
    private sealed record HitRow(
        string Id,
        string? Formula,
        int? SpaceGroup,
        double? GapEv,
        double Distance,
        double Value,
        string MadeFrom,
        string? Source)
    {
        public static HitRow Of(
            ICatalogStore store, FingerprintSet set, SearchMetric metric, CatalogHit hit)
        {
            Material? material = store.Find(hit.Id);
            return new HitRow(
                hit.Id,
                material?.Formula,
                material?.SpaceGroup,
                material?.GapEv,
                SearchMetricNames.Distance(metric, hit.Value),
                hit.Value,
                store.Vector(set, hit.Id)?.Source ?? "",
                material?.Source);
        }
    }

    /// <param name="Materials">With a fingerprint of the set, whatever the filter.</param>
    private sealed record QueryDocument(
        string Database,
        string Query,
        string Kind,
        ImmutableSortedDictionary<string, string> Parameters,
        string Metric,
        bool LargerIsNearer,
        string? Where,
        long Materials,
        HitRow[] Hits,
        string Device,
        bool IsExact,
        double Seconds)
        : Document("similarity.query/1");
}
