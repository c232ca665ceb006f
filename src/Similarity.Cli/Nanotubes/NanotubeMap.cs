using Similarity.Cli.Report;

namespace Similarity.Cli.Nanotubes;

/// <summary>The map of the spectra of all tubes, coloured by family or by diameter.</summary>
internal static class NanotubeMap
{
    public static SvgDrawing ByFamily(NanotubeSurvey survey) => Draw(
        survey,
        [.. survey.Tubes.Select(tube => GapFigure.StyleOf(tube.Indices.Family))],
        GapFigure.Legend(survey),
        "Map of nanotubes by family");

    public static SvgDrawing ByDiameter(NanotubeSurvey survey)
    {
        (string[] styles, (string Style, string Name)[] legend) = MapPlot.ByNumber(
            [.. survey.Tubes.Select(tube => tube.DiameterInAngstrom)], "Å");
        return Draw(survey, styles, legend, "Map of nanotubes by diameter");
    }

    private static SvgDrawing Draw(
        NanotubeSurvey survey,
        string[] styles,
        (string Style, string Name)[] legend,
        string title) => MapPlot.Draw(
        [
            .. survey.Tubes.Select((tube, i) => new MapPoint(
                tube.Indices.ToString(), survey.Map[i, 0], survey.Map[i, 1], styles[i])),
        ],
        legend,
        AxisTitle(survey, 0),
        AxisTitle(survey, 1),
        title);

    private static string AxisTitle(NanotubeSurvey survey, int component) =>
        FormattableString.Invariant(
            $"Component {component + 1} ({100 * survey.VarianceRatios[component]:0} % of variance)");
}
