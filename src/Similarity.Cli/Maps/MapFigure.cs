using Similarity.Cli.Report;

namespace Similarity.Cli.Maps;

/// <summary>The picture of a map, coloured by the most frequent formulas.</summary>
internal static class MapFigure
{
    public static SvgDrawing Of(CatalogMap map, string method, string kind)
    {
        (string[] styles, (string, string)[] legend) = MapPlot.ByCategory(
            [.. map.Materials.Select(material => material.Formula ?? "unknown")]);
        (string x, string y) = method == "pca"
            ? (AxisTitle(map, 0), AxisTitle(map, 1))
            : ("", "");
        return MapPlot.Draw(
            [
                .. map.Materials.Select((material, i) => new MapPoint(
                    material.Id, material.X, material.Y, styles[i])),
            ],
            legend,
            x,
            y,
            $"Map of {map.Materials.Count} fingerprints {kind} by {method}");
    }

    private static string AxisTitle(CatalogMap map, int axis) => axis < map.VarianceRatios.Count
        ? FormattableString.Invariant(
            $"component {axis + 1} ({100 * map.VarianceRatios[axis]:F0} %)")
        : "";
}
