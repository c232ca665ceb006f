using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Nanotubes;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>`nanotube --series`: the survey as tables, files and a document.</summary>
internal static class NanotubeSeriesRun
{
    /// <summary>Narrower tubes than (4,0) are not known alone, and some are no tubes.</summary>
    private const int LowestIndex = 4;

    private const int HighestIndex = 100;

    public static int Run(
        string range,
        OutputFile? csv,
        OutputFile? svg,
        OutputFile? report,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        (int lowest, int highest) = RangeOf(range);
        int count = Enumerable.Range(lowest, highest - lowest + 1).Sum(n => n + 1);
        NanotubeSurvey? survey = null;
        WorkProgress.Run(console, "nanotubes", count, 0, finished =>
            survey = NanotubeSurvey.Of(lowest, highest, threads, finished, cancellation));
        csv?.Write(NanotubeReport.ToCsv(survey!));
        svg?.Write(GapFigure.Draw(survey!).ToFile());
        report?.Write(NanotubeReport.ToHtml(survey!, Footer(range)));
        console.Print(DocumentOf(survey!));
        console.Show(TubeTable(survey!));
        console.Show(FitTable(survey!));
        return ExitCode.Done;
    }

    private static (int Lowest, int Highest) RangeOf(string range)
    {
        string[] ends = range.Split("..");
        if (ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && low >= LowestIndex && low <= high && high <= HighestIndex)
        {
            return (low, high);
        }

        throw VerbException.Usage(string.Create(
            CultureInfo.InvariantCulture,
            $"--series expects LOW..HIGH from {LowestIndex} to {HighestIndex}, not '{range}'"));
    }

    private static Table TubeTable(NanotubeSurvey survey)
    {
        Table table = Tables.Create(
            "#n", "#m", "family", "#d (Å)", "#θ (°)", "#gap (eV)", "#bands overlap (eV)");
        foreach (string[] row in NanotubeReport.Rows(survey))
        {
            Tables.Add(table, row[..7]);
        }

        return table;
    }

    private static Table FitTable(NanotubeSurvey survey)
    {
        Table table = Tables.Create(NanotubeReport.FitHeadings);
        foreach (FamilyFit fit in survey.Fits)
        {
            Tables.Add(table, NanotubeReport.FitRow(fit));
        }

        return table;
    }

    private static string Footer(string range)
    {
        string version = typeof(NanotubeSeriesRun).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return $"Made by similarity {version} with `similarity nanotube --series {range}`.";
    }

    private static SeriesDocument DocumentOf(NanotubeSurvey survey) => new(
        [
            .. survey.Tubes.Select((tube, i) => new TubeRow(
                tube.Indices.N,
                tube.Indices.M,
                SurveyedTube.NameOf(tube.Indices.Family),
                tube.DiameterInAngstrom,
                tube.ChiralAngleInDegrees,
                tube.GapEv,
                tube.OverlapEv,
                survey.Map[i, 0],
                survey.Map[i, 1])),
        ],
        [
            .. survey.Fits.Select(fit => new FitRow(
                SurveyedTube.NameOf(fit.Family),
                fit.Model,
                fit.FromDiameterInAngstrom,
                fit.Tubes.Length,
                fit.Linear,
                fit.Curvature,
                fit.Fit.Determination,
                fit.RootMeanSquareEv,
                fit.LargestResidualEv,
                fit.Worst.Indices.ToString())),
        ],
        [.. survey.VarianceRatios]);

    private sealed record SeriesDocument(
        TubeRow[] Tubes, FitRow[] Fits, double[] VarianceRatios)
        : Document("similarity.nanotubes/1");

    private sealed record TubeRow(
        int N,
        int M,
        string Family,
        [property: JsonPropertyName("diameter_A")] double DiameterInAngstrom,
        [property: JsonPropertyName("chiral_angle_deg")] double ChiralAngleInDegrees,
        double GapEv,
        double OverlapEv,
        double Pc1,
        double Pc2);

    private sealed record FitRow(
        string Family,
        string Model,
        [property: JsonPropertyName("from_diameter_A")] double FromDiameterInAngstrom,
        int Tubes,
        [property: JsonPropertyName("a_eV_A")] double? Linear,
        [property: JsonPropertyName("b_eV_A2")] double? Curvature,
        [property: JsonPropertyName("r2")] double? Determination,
        [property: JsonPropertyName("rms_eV")] double RootMeanSquareEv,
        [property: JsonPropertyName("largest_residual_eV")] double LargestResidualEv,
        string Worst);
}
