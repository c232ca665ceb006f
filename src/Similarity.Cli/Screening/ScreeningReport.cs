using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>Scores of one choice of features and one number of materials learned from.</summary>
internal sealed record ReportedScores(string Features, int TrainRows, ScoreRow Scores);

/// <summary>The pages of how good forests are: curves of scores, calibration, learning.</summary>
internal static class ScreeningReport
{
    public static string OfEvaluation(
        int rows,
        int positives,
        IReadOnlyList<ReportedScores> results,
        IReadOnlyList<HeldOutScores> held)
    {
        HtmlReport report =
            Begin("How good forests are on materials they did not see", rows, positives);
        AddTable(report, results);
        if (held.Count > 0)
        {
            report.Heading("Scores of materials held out");
            report.Paragraph("Of some splits together, of the most materials learned from.");
            report.Figure(Figure(
                "ROC",
                "The share of conductors found against that of others called so.",
                Rates(held)));
            report.Figure(Figure(
                "Precision and recall",
                "The share of conductors among what is called one.",
                Precisions(held)));
            report.Figure(Figure(
                "Calibration",
                "The share of conductors where a probability is predicted.",
                Calibrations(held)));
        }

        return report.ToHtml(ReportOption.Footer("screen evaluate"));
    }

    public static string OfCurve(
        int rows,
        int positives,
        IReadOnlyList<ReportedScores> results,
        IReadOnlyList<(string Name, double[] Computed, double[] Found)> steps)
    {
        HtmlReport report = Begin("What forests learn from more materials", rows, positives);
        report.Figure(Figure(
            "Balanced accuracy",
            "With the deviation of the splits.",
            Learning(results, "balanced accuracy", scores => scores.BalancedAccuracy)));
        report.Figure(Figure(
            "ROC area",
            "With the deviation of the splits.",
            Learning(results, "ROC area", scores => scores.RocArea)));
        report.Figure(Figure(
            "Yield",
            "The share of calculations that are of conductors.",
            Learning(results, "yield", scores => scores.Yield)));
        if (steps.Count > 0)
        {
            report.Heading("Step by step");
            report.Figure(Figure(
                "Conductors found",
                "When each batch is what a strategy proposes.",
                new Chart(
                    "Conductors found",
                    "materials computed",
                    "conductors found",
                    [
                        .. steps.Select((row, i) => new ChartSeries(
                            row.Name, ChartMark.Line, i, row.Computed, row.Found)),
                    ])));
        }

        AddTable(report, results);
        return report.ToHtml(ReportOption.Footer("screen curve"));
    }

    private static HtmlReport Begin(string title, int rows, int positives)
    {
        var report = new HtmlReport(title);
        report.Tiles(
            (Tables.Number(rows), "materials"), (Tables.Number(positives), "conductors"));
        return report;
    }

    private static void AddTable(HtmlReport report, IReadOnlyList<ReportedScores> results)
    {
        report.Heading("Scores");
        report.Table(
            [
                "features", "#learned from", "#balanced accuracy", "#ROC area",
                "#average precision", "#recall", "#precision", "#yield", "#speed-up",
            ],
            results.Select(row => (IReadOnlyList<string>)
            [
                row.Features,
                Tables.Number(row.TrainRows),
                ScoreRow.Text(row.Scores.BalancedAccuracy),
                ScoreRow.Text(row.Scores.RocArea),
                ScoreRow.Text(row.Scores.AveragePrecision),
                ScoreRow.Text(row.Scores.Recall),
                ScoreRow.Text(row.Scores.Precision),
                ScoreRow.Text(row.Scores.Yield),
                ScoreRow.Text(row.Scores.SpeedUp),
            ]));
    }

    private static ReportFigure Figure(string title, string caption, Chart chart) =>
        new(title, caption, chart.Draw().ToString());

    private static Chart Rates(IReadOnlyList<HeldOutScores> held) => Unit(
        "ROC",
        "others called conductors",
        "conductors found",
        [
            .. held.Select((scores, i) =>
            {
                (double[] recall, double[] falseRate, _) = scores.Curve();
                return new ChartSeries(scores.Name, ChartMark.Line, i, falseRate, recall);
            }),
            new ChartSeries("chance", ChartMark.Guide, -1, [0, 1], [0, 1]),
        ]);

    private static Chart Precisions(IReadOnlyList<HeldOutScores> held)
    {
        double share = held[0].IsPositive.Average(one => one ? 1.0 : 0);
        return Unit(
            "Precision and recall",
            "recall",
            "precision",
            [
                .. held.Select((scores, i) =>
                {
                    (double[] recall, _, double[] precision) = scores.Curve();
                    return new ChartSeries(scores.Name, ChartMark.Line, i, recall, precision);
                }),
                new ChartSeries("chance", ChartMark.Guide, -1, [0, 1], [share, share]),
            ]);
    }

    private static Chart Calibrations(IReadOnlyList<HeldOutScores> held) => Unit(
        "Calibration",
        "probability predicted",
        "conductors among them",
        [
            .. held.SelectMany((scores, i) =>
            {
                (double[] predicted, double[] found, int[] counts) = scores.Reliability();
                return new[]
                {
                    new ChartSeries(scores.Name, ChartMark.Points, i, predicted, found)
                    {
                        Labels =
                        [
                            .. counts.Select((count, b) => string.Create(
                                CultureInfo.InvariantCulture,
                                $"{scores.Name}: predicted {predicted[b]:0.000}, found ")
                                + string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"{found[b]:0.000} of {count}")),
                        ],
                    },
                };
            }),
            new ChartSeries("as predicted", ChartMark.Guide, -1, [0, 1], [0, 1]),
        ]);

    private static Chart Unit(
        string title, string x, string y, IReadOnlyList<ChartSeries> series) =>
        new(title, x, y, series) { XRange = (0, 1.02), YRange = (0, 1.02) };

    private static Chart Learning(
        IReadOnlyList<ReportedScores> results, string name, Func<ScoreRow, ScoreSpread> of) => new(
        name,
        "log₁₀ of the materials learned from",
        name,
        [
            .. results.Where(row => of(row.Scores).Mean is not null)
                .GroupBy(row => row.Features)
                .SelectMany((group, i) =>
                {
                    double[] x = [.. group.Select(row => Math.Log10(row.TrainRows))];
                    double[] mean = [.. group.Select(row => of(row.Scores).Mean!.Value)];
                    double[] deviation =
                        [.. group.Select(row => of(row.Scores).Deviation ?? 0)];
                    return new[]
                    {
                        new ChartSeries(
                            group.Key + " ±",
                            ChartMark.Band,
                            i,
                            x,
                            [.. mean.Zip(deviation, (m, d) => m + d)])
                        {
                            Low = [.. mean.Zip(deviation, (m, d) => m - d)],
                        },
                        new ChartSeries(group.Key, ChartMark.Line, i, x, mean),
                    };
                }),
        ]);
}
