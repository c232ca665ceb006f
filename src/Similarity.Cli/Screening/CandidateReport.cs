using System.Globalization;
using Similarity.Catalog.Candidates;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>The page of candidates: how likely each is, why, and what is like it.</summary>
internal static class CandidateReport
{
    public static string ToHtml(
        string modelFile,
        ScreeningModel model,
        IReadOnlyList<CandidateRow> rows,
        IReadOnlyList<string> failures)
    {
        var report = new HtmlReport("Candidates for transparent conductors");
        report.Paragraph(
            $"By the model {Path.GetFileName(modelFile)}, which learned from "
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Card.Rows} materials, {model.Card.Positives} of them conductors ")
            + $"({model.Card.Criteria}). Intervals of 95 % are those of the share of conductors "
            + "among training materials of the same score.");
        report.Tiles(
            (Tables.Number(rows.Count), "materials"),
            (Tables.Number(rows.Count(row => row.IsConductor)), "above the threshold"),
            (Tables.Number(model.Threshold, 2), "threshold of the score"));
        if (rows.Count > 0)
        {
            report.Figure(new ReportFigure(
                "Probability by rank",
                "Calibrated, with the interval of the training materials.",
                Probabilities(rows).Draw().ToString()));
            report.Heading("Ranked");
            report.Table(
                [
                    "#rank", "id", "formula", "#score", "#probability", "#from", "#to",
                    "#deviation of trees", "why", "most similar known conductor",
                ],
                rows.Select(Cells));
        }

        if (failures.Count > 0)
        {
            report.Heading("Without a score");
            report.Table(["reason"], failures.Select(reason => (IReadOnlyList<string>)[reason]));
        }

        return report.ToHtml(ReportOption.Footer("screen predict"));
    }

    private static Chart Probabilities(IReadOnlyList<CandidateRow> rows)
    {
        double[] ranks = [.. rows.Select(row => (double)row.Rank)];

        // Steps, so that the interval of each, of a single one too, has a width.
        double[] Steps(Func<CandidateRow, double> value, double half = 0) =>
            [.. rows.SelectMany(row => new[] { value(row) - half, value(row) + half })];
        return new Chart(
            "Probability by rank",
            "rank",
            "probability of a conductor",
            [
                new ChartSeries(
                    "interval of 95 %",
                    ChartMark.Band,
                    0,
                    Steps(row => row.Rank, 0.5),
                    Steps(row => row.ProbabilityHigh ?? row.Probability))
                {
                    Low = Steps(row => row.ProbabilityLow ?? row.Probability),
                },
                new ChartSeries(
                    "probability", ChartMark.Points, 0, ranks, [.. rows.Select(r => r.Probability)])
                {
                    Labels =
                    [
                        .. rows.Select(row => string.Create(
                            CultureInfo.InvariantCulture,
                            $"{row.Rank}. {row.Id} {row.Formula}: {row.Probability:0.000}, score ")
                            + row.Score.ToString("0.000", CultureInfo.InvariantCulture)),
                    ],
                },
            ])
        {
            XRange = (0.5, rows.Count + 0.5),
            YRange = (0, 1),
        };
    }

    private static string[] Cells(CandidateRow row) =>
    [
        Tables.Number(row.Rank),
        row.Id,
        row.Formula ?? "",
        Tables.Number(row.Score, 3),
        Tables.Number(row.Probability, 3),
        Tables.Number(row.ProbabilityLow, 2),
        Tables.Number(row.ProbabilityHigh, 2),
        Tables.Number(row.Deviation, 3),
        string.Join(
            ", ",
            row.Reasons.Select(reason => reason.Window
                + (reason.Contribution < 0 ? " −" : " +")
                + Tables.Number(Math.Abs(reason.Contribution), 2))),
        row.Nearest is { } like ? $"{like.Formula} ({like.Id})" : "",
    ];
}
