using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Report;
using Similarity.Cli.Screening;
using Similarity.Screening;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Screen;

/// <summary>Scores against the number of materials that are learned from.</summary>
internal static class ScreenCurveVerb
{
    private const int DefaultBatch = 100;

    public static Command Create()
    {
        var forests = new ForestChoices();
        var shares = new Option<string?>("--shares")
        {
            Description = "Shares of the materials to learn from, with commas between (default: "
                + "28 from 0.001 to 0.8).",
            HelpName = "X,X…",
        };
        Option<int?> repeats = NumberOption.Whole("--repeats", "Splits of each (default 30).", 1);
        var grouped = new Option<bool>("--by-formula")
        {
            Description = "All materials of a formula are learned from, or none.",
        };
        Option<int?> active = NumberOption.Whole(
            "--active",
            "Also screen step by step until N materials are computed: by chance, and by what each "
                + "strategy proposes.",
            1);
        Option<int?> batch = NumberOption.Whole(
            "--batch", "Materials computed at a time, with --active (default 100).", 1);
        Option<string?> svg = Picture("--svg", "Write the learning curves to this file.");
        Option<string?> yieldSvg = Picture("--yield-svg", "Write the yields to this file.");
        Option<string?> activeSvg = Picture(
            "--active-svg", "Write what step by step screening finds to this file.");
        Option<string?> report = ReportOption.Create();
        var verb = new VerbCommand(
            "curve",
            "Follow the scores of forests with the number of materials that they learn from.",
            "similarity screen curve --db tcm.db --features composition --svg curve.svg")
        {
            forests.Database, shares, repeats, grouped, active, batch, svg, yieldSvg, activeSvg,
        };
        forests.AddTo(verb);
        verb.Add(report);
        verb.Bind((result, console, cancellation) =>
        {
            double[] asked = SharesOf(result.GetValue(shares));
            var pictures = new Pictures(
                OutputFile.Probe("--svg", result.GetValue(svg)),
                OutputFile.Probe("--yield-svg", result.GetValue(yieldSvg)),
                OutputFile.Probe("--active-svg", result.GetValue(activeSvg)),
                ReportOption.Of(result, report));
            if (result.GetValue(active) is null
                && (pictures.Active is not null || result.GetValue(batch) is not null))
            {
                throw VerbException.Usage("--active-svg and --batch are for --active");
            }

            return forests.Run(result, console, request => Run(
                request,
                new ScreeningEvaluation
                {
                    Repeats = result.GetValue(repeats) ?? 30,
                    GroupByFormula = result.GetValue(grouped),
                    Threshold = request.Threshold,
                    Seed = request.Seed,
                },
                asked,
                result.GetValue(active),
                result.GetValue(batch) ?? DefaultBatch,
                pictures,
                console,
                cancellation));
        });
        return verb;
    }

    private static int Run(
        ForestRequest request,
        ScreeningEvaluation evaluation,
        double[] shares,
        int? active,
        int batch,
        Pictures pictures,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ScreeningData data = request.Read(console, cancellation);
        ScreeningTable first = data.Tables[0];
        data.RequireASplit(request.Store.Location);
        if (!shares.Any(share => LearningCurve.RowsOf(share, first.Count) is not null))
        {
            throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--shares: of {first.Count} materials {LearningCurve.LeastRows} at least must be "
                + $"learned from, and as many left"));
        }

        var curves = new List<CurveRow>();
        var steps = new List<ActiveRow>();
        int work = request.Plans.Length * shares.Length * evaluation.Repeats;
        WorkProgress.Run(console, "forests", work, 0, finished =>
        {
            foreach ((int plan, ScreeningTable table) in data.Tables.Index())
            {
                curves.Add(new CurveRow(request.Plans[plan].Name, table.Columns.Length,
                [
                    .. LearningCurve.Of(
                        table,
                        request.Trainer,
                        evaluation,
                        shares,
                        request.Threads,
                        finished,
                        cancellation)
                        .Select(point => new PointRow(
                            point.Share, point.TrainRows, ScoreRow.Of(point.Repeats))),
                ]));
                if (active is int most)
                {
                    steps.AddRange(Active(
                        request.Plans[plan].Name, table, request, most, batch, cancellation));
                }
            }
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Show(curves, steps, console);
        Draw(curves, steps, pictures);
        pictures.Report?.Write(ScreeningReport.OfCurve(
            first.Count,
            first.Positives,
            [
                .. curves.SelectMany(curve => curve.Points.Select(point =>
                    new ReportedScores(curve.Features, point.TrainRows, point.Scores))),
            ],
            [
                .. steps.Select(row => (
                    $"{row.Features}, {row.Strategy}",
                    row.Steps.Select(step => (double)step.Computed).ToArray(),
                    row.Steps.Select(step => (double)step.Found).ToArray())),
            ]));
        console.Print(new ScreenCurveDocument(
            request.Store.Location,
            first.Count,
            first.Positives,
            data.Unlabelled,
            data.Incomplete,
            evaluation.GroupByFormula ? "formula" : "stratified",
            evaluation.Repeats,
            evaluation.Threshold,
            curves,
            steps,
            seconds));
        return ExitCode.Done;
    }

    private static IEnumerable<ActiveRow> Active(
        string features,
        ScreeningTable table,
        ForestRequest request,
        int most,
        int batch,
        CancellationToken cancellation)
    {
        foreach (ScreeningStrategy strategy in Enum.GetValues<ScreeningStrategy>())
        {
            var screening = new ActiveScreening
            {
                Trainer = request.Trainer with { Calibration = CalibrationMethod.None },
                Strategy = strategy,
                Start = batch,
                Batch = batch,
                Seed = request.Seed,
            };
            yield return new ActiveRow(features, strategy.ToString().ToLowerInvariant(),
            [
                .. screening.Replay(table, most, request.Threads, cancellation)
                    .Select(step => new StepRow(
                        step.Computed, step.Found, (double)step.Found / step.Computed)),
            ]);
        }
    }

    private static double[] SharesOf(string? text)
    {
        if (text is null)
        {
            return [.. LearningCurve.Shares];
        }

        double[] shares =
        [
            .. text.Split(',').Select(part => double.TryParse(
                part, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
                && share is > 0 and < 1
                ? share
                : throw VerbException.Usage(
                    $"--shares expects numbers between 0 and 1, not '{part}'")),
        ];
        return shares;
    }

    private static void Show(
        IReadOnlyList<CurveRow> curves, IReadOnlyList<ActiveRow> steps, VerbConsole console)
    {
        Table table = Tables.Create(
            "features", "#learned from", "#balanced accuracy", "#ROC area", "#found", "#yield",
            "#speed-up");
        foreach (CurveRow curve in curves)
        {
            foreach (PointRow point in curve.Points)
            {
                Tables.Add(
                    table,
                    curve.Features,
                    Tables.Number(point.TrainRows),
                    ScoreRow.Text(point.Scores.BalancedAccuracy),
                    ScoreRow.Text(point.Scores.RocArea),
                    ScoreRow.Text(point.Scores.Found),
                    ScoreRow.Text(point.Scores.Yield),
                    ScoreRow.Text(point.Scores.SpeedUp));
            }
        }

        console.Show(table);
        foreach (ActiveRow row in steps)
        {
            StepRow last = row.Steps[^1];
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"step by step, {row.Features}, {row.Strategy}: {last.Found} conductors among "
                + $"{last.Computed} computed"));
        }
    }

    private static void Draw(
        IReadOnlyList<CurveRow> curves, IReadOnlyList<ActiveRow> steps, Pictures pictures)
    {
        static IReadOnlyList<CurvePoint> Points(CurveRow curve, Func<ScoreRow, ScoreSpread> score)
            =>
            [
                .. curve.Points.Where(point => score(point.Scores).Mean is not null)
                    .Select(point => new CurvePoint(
                        point.TrainRows,
                        score(point.Scores).Mean!.Value,
                        score(point.Scores).Deviation!.Value)),
            ];
        pictures.Curve?.Write(CurvePlot.Draw(
            "Learning curves",
            "balanced accuracy",
            [.. curves.Select(curve => (curve.Features, Points(curve, s => s.BalancedAccuracy)))])
            .ToFile());
        pictures.Yield?.Write(CurvePlot.Draw(
            "Yield of screening",
            "share of calculations that are of conductors",
            [.. curves.Select(curve => (curve.Features, Points(curve, s => s.Yield)))]).ToFile());
        pictures.Active?.Write(CurvePlot.Draw(
            "Screening step by step",
            "conductors found",
            [
                .. steps.Select(row => (
                    $"{row.Features}, {row.Strategy}",
                    (IReadOnlyList<CurvePoint>)
                    [
                        .. row.Steps.Select(step => new CurvePoint(step.Computed, step.Found, 0)),
                    ])),
            ],
            "materials computed").ToFile());
    }

    private static Option<string?> Picture(string name, string help) => new(name)
    {
        Description = help,
        HelpName = "FILE",
    };

    private sealed record Pictures(
        OutputFile? Curve, OutputFile? Yield, OutputFile? Active, OutputFile? Report);

    private sealed record PointRow(double Share, int TrainRows, ScoreRow Scores);

    private sealed record CurveRow(
        string Features, int Columns, IReadOnlyList<PointRow> Points);

    private sealed record StepRow(int Computed, int Found, double Yield);

    private sealed record ActiveRow(
        string Features, string Strategy, IReadOnlyList<StepRow> Steps);

    private sealed record ScreenCurveDocument(
        string Database,
        int Rows,
        int Positives,
        int Unlabelled,
        int Incomplete,
        string Split,
        int Repeats,
        double? Threshold,
        IReadOnlyList<CurveRow> Curves,
        IReadOnlyList<ActiveRow> Active,
        double Seconds)
        : Document("similarity.screen_curve/1");
}
