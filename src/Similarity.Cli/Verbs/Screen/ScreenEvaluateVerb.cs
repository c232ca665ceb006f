using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Report;
using Similarity.Cli.Screening;
using Similarity.Screening;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Screen;

/// <summary>How good forests are on materials that they do not see.</summary>
internal static class ScreenEvaluateVerb
{
    private const int DefaultRows = 217, InnerFolds = 3;
    private const double DefaultShare = 0.6;

    public static Command Create()
    {
        var forests = new ForestChoices();
        var rows = new Option<int[]>("--rows")
        {
            Description = "Learn from so many materials; may be repeated (default 217, and six of "
                + "ten).",
            HelpName = "N",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<int?> repeats = NumberOption.Whole("--repeats", "Splits of each (default 10).", 1);
        var grouped = new Option<bool>("--by-formula")
        {
            Description = "All materials of a formula are learned from, or none.",
        };
        Option<int?> nested = NumberOption.Whole(
            "--nested",
            "Instead: nested cross-validation of N parts, which chooses the least leaf and the "
                + "share of features.",
            2);
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "evaluate",
            "Say how good forests are on materials that they did not learn from; each --features "
                + "is one line of the table.",
            "similarity screen evaluate --db tcm.db --features composition --features kinetic")
        {
            forests.Database, rows, repeats, grouped, nested,
        };
        forests.AddTo(verb);
        verb.Add(report);
        verb.Bind((result, console, cancellation) =>
        {
            OutputFile? page = ReportOption.Of(result, report);
            return forests.Run(result, console, request => Run(
                request,
                new ScreeningEvaluation
                {
                    Repeats = result.GetValue(repeats) ?? 10,
                    GroupByFormula = result.GetValue(grouped),
                    Threshold = request.Threshold,
                    Seed = request.Seed,
                },
                result.GetValue(rows) ?? [],
                result.GetValue(nested),
                page,
                console,
                cancellation));
        });
        return verb;
    }

    private static int Run(
        ForestRequest request,
        ScreeningEvaluation evaluation,
        int[] rows,
        int? nested,
        OutputFile? report,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ScreeningData data = request.Read(console, cancellation);
        ScreeningTable first = data.Tables[0];
        int[] sizes = rows.Length > 0
            ? rows
            : [.. new[] { DefaultRows, (int)(DefaultShare * first.Count) }
                .Where(size => size <= first.Count - 2)];
        int[] wrong = [.. sizes.Where(size => size < 2 || size > first.Count - 2)];
        if (wrong.Length > 0)
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--rows {wrong[0]}: of {first.Count} materials 2 to {first.Count - 2} can be "
                + $"learned from"));
        }

        data.RequireASplit(request.Store.Location);
        var scores = new List<EvaluationRow>();
        var held = new List<HeldOutScores>();
        int work = request.Plans.Length * (nested ?? sizes.Length * evaluation.Repeats);
        WorkProgress.Run(console, "forests", work, 0, finished =>
        {
            foreach ((int plan, ScreeningTable table) in data.Tables.Index())
            {
                if (nested is int folds)
                {
                    ImmutableArray<NestedScores> parts = evaluation.Nested(
                        table,
                        Variants(request.Trainer),
                        folds,
                        InnerFolds,
                        request.Threads,
                        cancellation);
                    scores.Add(new EvaluationRow(
                        request.Plans[plan].Name,
                        table.Columns.Length,
                        parts[0].Scores.TrainRows,
                        ScoreRow.Of([.. parts.Select(part => part.Scores)]))
                    {
                        InnerRocArea = ScoreSpread.Of(
                            parts.Select(part => (double?)part.InnerRocArea)),
                    });
                    continue;
                }

                var drawn = new List<HeldOutRows>();
                foreach (int size in sizes)
                {
                    // The page draws curves of the most rows learned from.
                    bool isDrawn = report is not null && size == sizes.Max();
                    scores.Add(new EvaluationRow(
                        request.Plans[plan].Name,
                        table.Columns.Length,
                        size,
                        ScoreRow.Of(evaluation.Run(
                            table,
                            request.Trainer,
                            size,
                            request.Threads,
                            rows =>
                            {
                                if (isDrawn && drawn.Count < HeldOutScores.MostSplits)
                                {
                                    drawn.Add(rows);
                                }

                                finished();
                            },
                            cancellation))));
                }

                held.Add(HeldOutScores.Of(request.Plans[plan].Name, drawn));
            }
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Show(scores, console);
        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Count} materials, {first.Positives} conductors ({seconds:0.0} s)"));
        report?.Write(ScreeningReport.OfEvaluation(
            first.Count,
            first.Positives,
            [.. scores.Select(row => new ReportedScores(row.Features, row.TrainRows, row.Scores))],
            held));
        console.Print(new ScreenEvaluateDocument(
            request.Store.Location,
            first.Count,
            first.Positives,
            data.Unlabelled,
            data.Incomplete,
            evaluation.GroupByFormula ? "formula" : "stratified",
            nested is null ? evaluation.Repeats : null,
            nested,
            evaluation.Threshold,
            scores,
            seconds));
        return ExitCode.Done;
    }

    /// <summary>What nested cross-validation chooses from.</summary>
    private static ScreeningTrainer[] Variants(ScreeningTrainer trainer) =>
    [
        .. from leaf in new[] { 1.0, 3 }
           from share in new double?[] { null, 0.2 }
           select trainer with
           {
               Forest = trainer.Forest with
               {
                   Options = trainer.Forest.Options with
                   {
                       MinimumInLeaf = leaf,
                       FeatureShare = share,
                   },
               },
           },
    ];

    private static void Show(IEnumerable<EvaluationRow> rows, VerbConsole console)
    {
        Table table = Tables.Create(
            "features", "#learned from", "#balanced accuracy", "#ROC area", "#average precision",
            "#recall", "#yield", "#speed-up");
        foreach (EvaluationRow row in rows)
        {
            Tables.Add(
                table,
                row.Features,
                Tables.Number(row.TrainRows),
                ScoreRow.Text(row.Scores.BalancedAccuracy),
                ScoreRow.Text(row.Scores.RocArea),
                ScoreRow.Text(row.Scores.AveragePrecision),
                ScoreRow.Text(row.Scores.Recall),
                ScoreRow.Text(row.Scores.Yield),
                ScoreRow.Text(row.Scores.SpeedUp));
        }

        console.Show(table);
    }

    private sealed record EvaluationRow(
        string Features, int Columns, int TrainRows, ScoreRow Scores)
    {
        /// <summary>What nested cross-validation promised inside; null without it.</summary>
        public ScoreSpread? InnerRocArea { get; init; }
    }

    private sealed record ScreenEvaluateDocument(
        string Database,
        int Rows,
        int Positives,
        int Unlabelled,
        int Incomplete,
        string Split,
        int? Repeats,
        int? Nested,
        double? Threshold,
        IReadOnlyList<EvaluationRow> Results,
        double Seconds)
        : Document("similarity.screen_evaluate/1");
}
