using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Candidates;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Report;
using Similarity.Cli.Screening;
using Similarity.Screening;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Screen;

/// <summary>Ranks materials by how likely they are conductors.</summary>
internal static class ScreenPredictVerb
{
    private const int RowsShown = 20, DefaultReasons = 3;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Structures; a file may hold many. None: those of --db.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> database = Location(
            "--db", "Ask about the materials of this database, with the fingerprints it has.");
        Option<string?> model = ModelOption.Create();
        Option<string?> known = Location(
            "--known",
            "A database with labels (property tcm): name the most similar known conductor.");
        Option<int?> count = NumberOption.Whole("--k", "Only the N best.", 1);
        count.Aliases.Add("-k");
        Option<int?> reasons = NumberOption.Whole(
            "--reasons", "So many windows that moved the score most (default 3).", 0);
        Option<string?> where = WhereOption.Create();
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "predict",
            "Rank materials by how likely they are transparent conductors.",
            "similarity screen predict database/polymorphs/mp_SnO2_rutile_mp-856.cif")
        {
            files, database, model, known, count, reasons, where, report,
        };
        verb.Bind((result, console, cancellation) => Run(
            result.GetValue(files) ?? [],
            result.GetValue(database),
            result.GetValue(model),
            result.GetValue(known),
            result.GetValue(count),
            result.GetValue(reasons) ?? DefaultReasons,
            result.GetValue(where),
            ReportOption.Of(result, report),
            VerbCommand.ThreadsOf(result),
            console,
            cancellation));
        return verb;
    }

    private static int Run(
        string[] files,
        string? database,
        string? modelFile,
        string? known,
        int? count,
        int reasons,
        string? where,
        OutputFile? report,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        if (files.Length == 0 == database is null)
        {
            throw VerbException.Usage("predict expects FILE or --db, one of the two");
        }

        if (where is not null && database is null)
        {
            throw VerbException.Usage("--where is for --db");
        }

        long start = Stopwatch.GetTimestamp();
        Filter? filter = WhereOption.Parse(where);
        (string path, ScreeningModel model) = ModelOption.Read(modelFile);
        using NearestConductors? nearest =
            known is null ? null : NearestConductors.Open(known, model, threads, cancellation);
        var source = new CandidateSource(model.Plan, path);
        Candidate[] candidates = database is { } location
            ? OfDatabase(location, source, where, filter, threads, console, cancellation)
            : [.. source.OfFiles(files, threads, cancellation)];
        foreach (Candidate candidate in candidates.Where(c => c.WhyNone is not null))
        {
            console.Error(candidate.WhyNone!);
        }

        CandidateRow[] rows = CandidateRow.Of(
            model,
            [.. candidates.Where(candidate => candidate.Row is not null)],
            reasons,
            threads,
            nearest is null ? null : nearest.Find,
            count);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Show(rows, nearest is not null, console);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Count(row => row.IsConductor)} of {rows.Length} above the threshold "
            + $"{model.Threshold:0.###} ({seconds:0.0} s)"));
        ScreenFailure[] failed =
        [
            .. candidates.Where(candidate => candidate.WhyNone is not null)
                .Select(candidate => new ScreenFailure(candidate.Id, candidate.WhyNone!)),
        ];
        report?.Write(CandidateReport.ToHtml(
            path, model, rows, [.. failed.Select(failure => failure.Reason)]));
        console.Show(report);
        console.Print(new ScreenPredictDocument(
            path, model.Card, model.Threshold, rows, failed, seconds));
        return failed.Length == 0 ? ExitCode.Done : ExitCode.InvalidInput;
    }

    private static Candidate[] OfDatabase(
        string location,
        CandidateSource source,
        string? where,
        Filter? filter,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        using ICatalogStore store = DatabaseOption.Open(location, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            WhereOption.Warn(where, store, console);
            List<Candidate> candidates = [];
            int expected = (int)Math.Min(int.MaxValue, store.Count().Materials);
            WorkProgress.Run(console, "materials", expected, 0, finished =>
            {
                foreach (Candidate candidate in
                    source.OfDatabase(store, filter, threads, cancellation))
                {
                    candidates.Add(candidate);
                    finished();
                }
            });
            return candidates.ToArray();
        });
    }

    private static void Show(CandidateRow[] rows, bool hasNearest, VerbConsole console)
    {
        Table table = hasNearest
            ? Tables.Create("#", "id", "formula", "#score", "#probability", "why", "like", "#at")
            : Tables.Create("#", "id", "formula", "#score", "#probability", "why");
        foreach (CandidateRow row in rows.Take(RowsShown))
        {
            string[] cells =
            [
                Tables.Number(row.Rank),
                row.Id,
                row.Formula ?? "",
                Tables.Number(row.Score, 3),
                $"{Tables.Number(row.Probability, 2)} ({Tables.Number(row.ProbabilityLow, 2)} to "
                    + $"{Tables.Number(row.ProbabilityHigh, 2)})",
                row.Reasons.FirstOrDefault() is { } reason
                    ? $"{reason.Window} {(reason.Contribution < 0 ? "−" : "+")}"
                        + Tables.Number(Math.Abs(reason.Contribution), 2)
                    : "",
            ];
            Tables.Add(table, hasNearest
                ?
                [
                    .. cells,
                    row.Nearest is { } like ? $"{like.Formula} ({like.Id})" : "",
                    Tables.Number(row.Nearest?.Distance, 3),
                ]
                : cells);
        }

        if (rows.Length > 0)
        {
            console.Show(table);
        }
    }

    private static Option<string?> Location(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "DB",
    };

    private sealed record ScreenFailure(string Id, string Reason);

    private sealed record ScreenPredictDocument(
        string Model,
        ModelCard Card,
        double Threshold,
        CandidateRow[] Predictions,
        ScreenFailure[] Failed,
        double Seconds)
        : Document("similarity.screen_predict/1");
}
