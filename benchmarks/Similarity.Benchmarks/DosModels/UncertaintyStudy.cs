using System.Globalization;
using System.Text;
using Similarity.DosModels;
using Similarity.Learning;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// What a committee knows of its errors: shares of errors within calibrated intervals, and whether
/// structures with larger spreads are predicted worse. Calibrated on training samples by members
/// that did not see them. Writes a picture beside the tables.
/// </summary>
internal static class UncertaintyStudy
{
    private const string Picture = "dosmodels-calibration.svg";

    public static void Print(DosStudyData data, int threads)
    {
        Console.WriteLine("\n| split | quantity | n | 68 % | 95 % | 68 % raw | 95 % raw | rank |");
        Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|");
        var curves = new List<(string Name, double[] Observed)>();
        foreach ((string split, (int[] Train, int[] Test)[] parts) in data.Splits())
        {
            var judged = new List<(DosResidual Residual, DosCalibration Calibration, int Sample)>();
            foreach ((int[] train, int[] test) in parts)
            {
                judged.AddRange(Judge(data.Select(train), data.Select(test), test, threads));
            }

            foreach (string part in
                new[] { "dos", "fermi_eV", "band_energy_eV", "heat_capacity_3000K" })
            {
                var own = judged.Where(j => j.Residual.Part == part
                    && j.Calibration.Parts.ContainsKey(part)).ToArray();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {split} | {part} | {own.Length} | {100 * Inside(own, 0.68):0.0} "
                    + $"| {100 * Inside(own, 0.95):0.0} | {100 * Raw(own, 0.68):0.0} "
                    + $"| {100 * Raw(own, 0.95):0.0} | {Rank(own):0.00} |"));
                if (part == "dos" && split is "random" or "liquid" && part == "dos")
                {
                    curves.Add(($"{split}, calibrated",
                        [.. Nominal.Select(share => Inside(own, share))]));
                    curves.Add(($"{split}, raw", [.. Nominal.Select(share => Raw(own, share))]));
                }
            }
        }

        File.WriteAllText(Picture, Draw(curves));
        Console.WriteLine($"\n{Picture}");
    }

    private static double[] Nominal { get; } =
        [.. Enumerable.Range(1, 19).Select(i => 0.05 * i)];

    private static IEnumerable<(DosResidual, DosCalibration, int)> Judge(
        DosStudyData learned, DosStudyData held, int[] samples, int threads)
    {
        DosTraining training = DosTrainer.Train(
            learned.Targets,
            learned.Environments,
            new DosTrainingOptions
            {
                Representation = DosRepresentation.Principal(32),
                Regressor = new KernelDosRegressor(200),
                Members = 16,
            },
            threads);
        DosCalibration calibration = DosCalibration.Of(
            training, learned.Targets, learned.Environments, threads)!;
        Matrix<double>[] densities = training.Regression.Predict(held.Environments, threads);
        int[] members = [.. Enumerable.Range(1, training.Regression.Members)];
        return Enumerable.Range(0, densities.Length).SelectMany(i => DosCalibration
            .Residuals(
                training.Regression,
                densities[i].Row(0).ToArray(),
                GroupedRows.SelectRows(densities[i], members),
                held.Targets[i])
            .Select(residual => (residual, calibration, samples[i])));
    }

    private static double Inside(
        (DosResidual Residual, DosCalibration Calibration, int Sample)[] judged, double share) =>
        judged.Average(j => Math.Abs(j.Residual.Error)
            <= j.Calibration.Parts[j.Residual.Part].Reach(share) * j.Residual.Spread ? 1.0 : 0);

    private static double Raw(
        (DosResidual Residual, DosCalibration Calibration, int Sample)[] judged, double share)
    {
        double reach = NormalQuantile.Of(0.5 + share / 2);
        return judged.Average(j =>
            Math.Abs(j.Residual.Error) <= reach * j.Residual.Spread ? 1.0 : 0);
    }

    /// <summary>Of root mean squares over each sample.</summary>
    private static double? Rank(
        (DosResidual Residual, DosCalibration Calibration, int Sample)[] judged)
    {
        var samples = judged.GroupBy(j => j.Sample).ToArray();
        return Correlation.Spearman(
            [
                .. samples.Select(s =>
                    Math.Sqrt(s.Average(j => j.Residual.Error * j.Residual.Error))),
            ],
            [
                .. samples.Select(s =>
                    Math.Sqrt(s.Average(j => j.Residual.Spread * j.Residual.Spread))),
            ]);
    }

    private static string Draw(List<(string Name, double[] Observed)> curves)
    {
        const double Left = 60, Top = 20, Side = 360;
        string[] colours = ["#1f77b4", "#9ecae1", "#d62728", "#fc9272"];
        var svg = new StringBuilder();
        void Add(FormattableString text) =>
            svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));
        void Label(
            double x, double y, string anchor, FormattableString text, string colour = "#000") =>
            svg.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{colour}\">"
                + $"{text.ToString(CultureInfo.InvariantCulture)}</text>"));
        double X(double share) => Left + Side * share;
        double Y(double share) => Top + Side * (1 - share);
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 430\" ");
        Add($"font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<title>Shares of errors within intervals of a committee</title>");
        Add($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Side}\" height=\"{Side}\" ");
        Add($"fill=\"none\" stroke=\"#888\"/>");
        Add($"<line x1=\"{X(0)}\" y1=\"{Y(0)}\" x2=\"{X(1)}\" y2=\"{Y(1)}\" ");
        Add($"stroke=\"#888\" stroke-dasharray=\"4 3\"/>");
        foreach (double tick in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            Label(X(tick), Y(0) + 16, "middle", $"{100 * tick:0} %");
            Label(Left - 6, Y(tick) + 4, "end", $"{100 * tick:0} %");
        }

        Label(X(0.5), Y(0) + 38, "middle", $"interval (across) and errors inside (up)");
        for (int i = 0; i < curves.Count; i++)
        {
            string points = string.Join(' ', Nominal.Zip(curves[i].Observed, (x, y) =>
                string.Create(CultureInfo.InvariantCulture, $"{X(x):0.0},{Y(y):0.0}")));
            Add($"<polyline points=\"{points}\" fill=\"none\" ");
            Add($"stroke=\"{colours[i % 4]}\" stroke-width=\"2\"/>");
            Label(X(1) + 16, Top + 20 + 20 * i, "start", $"{curves[i].Name}", colours[i % 4]);
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }
}
