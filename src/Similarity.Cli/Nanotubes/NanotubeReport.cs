using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;
using Similarity.Crystals.Nanotubes;

namespace Similarity.Cli.Nanotubes;

/// <summary>The survey as a page, and its table as text of comma-separated values.</summary>
internal static class NanotubeReport
{
    private static readonly string[] Columns =
    [
        "n", "m", "family", "diameter_A", "chiral_angle_deg", "gap_eV", "overlap_eV", "pc1", "pc2",
    ];

    public static string ToCsv(NanotubeSurvey survey) => string.Concat(
        Rows(survey).Prepend(Columns).Select(row => string.Join(',', row) + "\n"));

    public static string ToHtml(NanotubeSurvey survey, string footer)
    {
        var page = new HtmlReport("Carbon nanotubes");
        page.Paragraph(
            "Bands of rolled graphene (bond 1.42 Å, not relaxed) in GFN0-xTB, solved in the "
            + "helical cell of two atoms. Families are the remainders of n − m modulo 3.");
        SurveyedTube[] metals = [.. survey.Tubes.Where(tube => tube.GapEv < 1e-3)];
        page.Tiles(
            (Text(survey.Tubes.Length), "tubes"),
            (Text(metals.Length), "with a gap below 1 meV"),
            (Text(metals.Count(tube => tube.Indices.Family == NanotubeFamily.Armchair)),
                "of them armchair"));
        page.Figure(Gaps(survey));
        page.Heading("Fits by family");
        page.Table(FitHeadings, survey.Fits.Select(FitRow));
        page.Heading("Map of the spectra");
        page.Paragraph($"The {MapText}");
        foreach (ReportFigure map in Maps(survey))
        {
            page.Figure(map);
        }

        page.Heading("Tubes");
        page.Table(
            ["#n", "#m", "family", "#d (Å)", "#θ (°)", "#gap (eV)", "#bands overlap (eV)"],
            Rows(survey).Select(row => row[..7]));
        return page.ToHtml(footer);
    }

    /// <summary>What the maps show.</summary>
    public static string MapText =>
        "maps show principal components of the density of states per atom, 1.5 eV to either side "
        + "of the Fermi level, broadened by 0.1 eV; tubes of at least 6 Å.";

    public static ReportFigure Gaps(NanotubeSurvey survey) => new(
        "Gaps",
        "Curves: fits for θ = 0 to tubes of at least 6 Å; narrower ones mix σ* into π*.",
        GapFigure.Draw(survey).ToString());

    public static ReportFigure[] Maps(NanotubeSurvey survey) =>
    [
        new("Map by family", "n − m modulo 3.", NanotubeMap.ByFamily(survey).ToString()),
        new("Map by diameter", "In steps.", NanotubeMap.ByDiameter(survey).ToString()),
    ];

    public static string[] FitHeadings { get; } =
    [
        "family", "model", "#from d (Å)", "#tubes", "#A (eV Å)", "#B (eV Å²)", "#R²",
        "#rms (meV)", "#largest (meV)", "of",
    ];

    public static string[] FitRow(FamilyFit fit) =>
    [
        SurveyedTube.NameOf(fit.Family),
        fit.Model,
        Tables.Number(fit.FromDiameterInAngstrom, 0),
        Text(fit.Tubes.Length),
        Tables.Number(fit.Linear, 3),
        Tables.Number(fit.Curvature, 3),
        Tables.Number(fit.Fit.Determination, 5),
        Tables.Number(1000 * fit.RootMeanSquareEv, 2),
        Tables.Number(1000 * fit.LargestResidualEv, 1),
        fit.Worst.Indices.ToString(),
    ];

    /// <summary>One row a tube, in the order of <see cref="Columns"/>.</summary>
    public static IEnumerable<string[]> Rows(NanotubeSurvey survey) =>
        survey.Tubes.Select((tube, i) => new[]
        {
            Text(tube.Indices.N),
            Text(tube.Indices.M),
            SurveyedTube.NameOf(tube.Indices.Family),
            Tables.Number(tube.DiameterInAngstrom, 4),
            Tables.Number(tube.ChiralAngleInDegrees, 3),
            Tables.Number(tube.GapEv, 6),
            Tables.Number(tube.OverlapEv, 6),
            Tables.Number(survey.Map[i, 0], 6),
            Tables.Number(survey.Map[i, 1], 6),
        });

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
