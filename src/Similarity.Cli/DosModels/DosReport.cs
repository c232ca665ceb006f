using Similarity.Cli.Report;
using Similarity.Cli.Verbs;

namespace Similarity.Cli.DosModels;

/// <summary>The pages of learned densities of states.</summary>
internal static class DosReport
{
    /// <param name="energiesEv">From the reference of the model.</param>
    /// <param name="std">Null without a committee.</param>
    /// <param name="fermiEv">Null where the prediction holds too few electrons.</param>
    public static string OfPrediction(
        string formula,
        int atoms,
        string reference,
        double[] energiesEv,
        double[] dos,
        double[]? std,
        double? fermiEv,
        IReadOnlyList<(string Name, double? Value, double? Std)> quantities)
    {
        var report = new HtmlReport($"Learned density of states of {formula}");
        report.Tiles(
            (formula, "formula"),
            (Tables.Number(atoms), "atoms"),
            (Tables.Number(fermiEv, 3), "Fermi level (eV)"));
        List<ChartSeries> series = [];
        if (std is not null)
        {
            series.Add(new ChartSeries(
                "± standard deviation",
                ChartMark.Band,
                0,
                energiesEv,
                [.. dos.Zip(std, (value, spread) => value + spread)])
            {
                Low = [.. dos.Zip(std, (value, spread) => value - spread)],
            });
        }

        series.Add(new ChartSeries("predicted", ChartMark.Line, 0, energiesEv, dos));
        if (fermiEv is double fermi)
        {
            series.Add(new ChartSeries(
                "Fermi level", ChartMark.Guide, -1, [fermi, fermi], [0, 1.06 * dos.Max()]));
        }

        report.Figure(new ReportFigure(
            "Density of states",
            $"Energies from the {reference} reference of the model; the band is calibrated.",
            new Chart(
                "Density of states of " + formula,
                "energy (eV)",
                "electrons per eV and atom",
                series).Draw().ToString()));
        report.Heading("What follows from it");
        report.Table(
            ["quantity", "#value", "#±"],
            quantities.Select(row => (IReadOnlyList<string>)
                [row.Name, Tables.Number(row.Value, 4), Tables.Number(row.Std, 4)]));
        return report.ToHtml(ReportOption.Footer("dosmodel predict"));
    }

    public static string OfEvaluation(IReadOnlyList<DosEvaluation> evaluations)
    {
        var report = new HtmlReport("Learned densities of states against computed ones");
        report.Table(
            [
                .. DosEvaluationTable.Headings,
                "#in 68 % (%)", "#in 95 % (%)", "#rank correlation",
            ],
            evaluations.Select(row => (IReadOnlyList<string>)
            [
                .. DosEvaluationTable.Cells(row),
                Tables.Number(100 * row.Coverage68, 0),
                Tables.Number(100 * row.Coverage95, 0),
                Tables.Number(row.RankCorrelation, 2),
            ]));
        report.Paragraph(DosEvaluationTable.Legend + ".");
        report.Heading("Structure by structure");
        report.Figure(new ReportFigure(
            "Density of states at the Fermi level",
            "Each point is a structure; on the line the two agree.",
            Parity(evaluations).Draw().ToString()));
        report.Figure(new ReportFigure(
            "Errors of densities",
            "Per atom at the best shift, from the least on.",
            Errors(evaluations).Draw().ToString()));
        return report.ToHtml(ReportOption.Footer("dosmodel evaluate"));
    }

    private static Chart Parity(IReadOnlyList<DosEvaluation> evaluations)
    {
        double[] all =
        [
            0, .. evaluations.SelectMany(e => e.Samples)
                .SelectMany(sample => new[] { sample.ComputedAtFermi, sample.PredictedAtFermi }),
        ];
        double high = Math.Max(1.05 * all.Max(), 1e-3), low = Math.Min(0, all.Min());
        return new Chart(
            "Computed and predicted densities at the Fermi level",
            "computed (1/eV per atom)",
            "predicted (1/eV per atom)",
            [
                .. evaluations.Select((row, i) => new ChartSeries(
                    row.Split,
                    ChartMark.Points,
                    i,
                    [.. row.Samples.Select(sample => sample.ComputedAtFermi)],
                    [.. row.Samples.Select(sample => sample.PredictedAtFermi)])
                {
                    Labels =
                    [
                        .. row.Samples.Select(sample => FormattableString.Invariant(
                            $"{sample.Id}: computed {sample.ComputedAtFermi:0.0000}, predicted ")
                            + FormattableString.Invariant($"{sample.PredictedAtFermi:0.0000}")),
                    ],
                }),
                new ChartSeries("equal", ChartMark.Guide, -1, [low, high], [low, high]),
            ])
        {
            XRange = (low, high),
            YRange = (low, high),
        };
    }

    private static Chart Errors(IReadOnlyList<DosEvaluation> evaluations) => new(
        "Errors of densities",
        "structures with a smaller error (%)",
        "RMSE (eV^-1/2)",
        [
            .. evaluations.Select((row, i) =>
            {
                double[] errors = [.. row.Samples.Select(sample => sample.Rmse).Order()];
                return new ChartSeries(
                    row.Split,
                    ChartMark.Line,
                    i,
                    [.. errors.Select((_, rank) => 100.0 * rank / errors.Length)],
                    errors);
            }),
        ]);
}
