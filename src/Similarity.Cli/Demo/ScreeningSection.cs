using System.Collections.Immutable;
using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Screening;
using Similarity.Cli.Verbs;

namespace Similarity.Cli.Demo;

/// <summary>The part of the demo's page about transparent conductors.</summary>
internal static class ScreeningSection
{
    private const int Rows = 15;

    public static void AddTo(HtmlReport report, ScreeningSurvey survey)
    {
        report.Heading("Candidates for transparent conductors");
        report.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"A random forest that learned from {survey.Card.Rows} materials, "
                + $"{survey.Card.Positives} of them conductors, says which of the "
                + $"{survey.Candidates.Length} polymorphs of at most 8 atoms may be one: "
                + $"{survey.Candidates.Count(row => row.IsConductor)} score above "
                + $"{survey.Threshold}. Below, the best form of each compound, the probability "
                + $"with its interval at 95 %, and what moved the score most. Most of these "
                + $"compounds are among the materials it learned from."));
        report.Table(
            ["Material", "Formula", "#Score", "#Probability", "#From", "#To", "Why"],
            survey.Best(Rows).Select(row => (string[])
            [
                row.Id,
                PrettyFormula.Of(row.Formula ?? ""),
                Tables.Number(row.Score, 3),
                Tables.Number(row.Probability, 2),
                Tables.Number(row.ProbabilityLow, 2),
                Tables.Number(row.ProbabilityHigh, 2),
                string.Join("; ", row.Reasons.Select(reason =>
                    $"{reason.Window} {(reason.Contribution < 0 ? "−" : "+")}"
                    + Tables.Number(Math.Abs(reason.Contribution), 2))),
            ]));
        if (!survey.Curves.IsEmpty)
        {
            report.Figure(new ReportFigure(
                "How much it takes to learn",
                "balanced accuracy on the materials that were not learned from, with its standard "
                    + "deviation over repeats",
                Draw(survey, "balanced accuracy", curve => curve.BalancedAccuracy)));
            report.Figure(new ReportFigure(
                "What it saves",
                "the share of calculations that are of conductors, if those learned from and all "
                    + "that the forest calls conductors are computed",
                Draw(survey, "yield", curve => curve.Yield)));
        }
    }

    private static string Draw(
        ScreeningSurvey survey,
        string title,
        Func<LearnedCurve, ImmutableArray<CurvePoint>> points) => CurvePlot.Draw(
            title,
            title,
            [
                .. survey.Curves.Select(curve =>
                    (curve.Features, (IReadOnlyList<CurvePoint>)points(curve))),
            ]).ToString();
}
