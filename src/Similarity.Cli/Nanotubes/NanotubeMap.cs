using Similarity.Cli.Report;

namespace Similarity.Cli.Nanotubes;

/// <summary>The map of the spectra of all tubes, coloured by family or by diameter.</summary>
internal static class NanotubeMap
{
    public static SvgDrawing ByFamily(NanotubeSurvey survey) => Draw(
        survey,
        tube => GapFigure.StyleOf(tube.Indices.Family),
        GapFigure.Legend(survey),
        "Map of nanotubes by family");

    public static SvgDrawing ByDiameter(NanotubeSurvey survey)
    {
        SurveyedTube[] tubes = [.. survey.Tubes.Where(survey.IsOnMap)];
        (string[] styles, (string Style, string Name)[] legend) = MapPlot.ByNumber(
            [.. tubes.Select(tube => tube.DiameterInAngstrom)], "Å");
        return Draw(
            survey,
            tube => styles[Array.IndexOf(tubes, tube)],
            legend,
            "Map of nanotubes by diameter");
    }

    private static SvgDrawing Draw(
        NanotubeSurvey survey,
        Func<SurveyedTube, string> styleOf,
        (string Style, string Name)[] legend,
        string title) => MapPlot.Draw(
        [
            .. from item in survey.Tubes.Index()
               where survey.IsOnMap(item.Item)
               select new MapPoint(
                   item.Item.Indices.ToString(),
                   survey.Map[item.Index, 0],
                   survey.Map[item.Index, 1],
                   styleOf(item.Item)),
        ],
        legend,
        AxisTitle(survey, 0),
        AxisTitle(survey, 1),
        title);

    private static string AxisTitle(NanotubeSurvey survey, int component) =>
        FormattableString.Invariant(
            $"Component {component + 1} ({100 * survey.VarianceRatios[component]:0} % of all)");
}
