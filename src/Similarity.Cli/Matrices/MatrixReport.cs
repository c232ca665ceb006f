using System.Globalization;
using Similarity.Cli.Report;
using Similarity.Cli.Verbs;

namespace Similarity.Cli.Matrices;

/// <summary>The page of a matrix: tree, field of cells, map, clusters, nearest others.</summary>
internal static class MatrixReport
{
    /// <summary>Larger matrices are not written as a table.</summary>
    private const int MostRows = 40;

    public static string ToHtml(MatrixPictures pictures, string linkage, int threads)
    {
        var report = new HtmlReport(pictures.Title);
        int count = pictures.Ids.Count;
        report.Tiles((Tables.Number(count), "items"), (pictures.Matrix.Metric.Name, "metric"));
        foreach (string warning in pictures.Matrix.Warnings)
        {
            report.Paragraph("Note: " + warning);
        }

        if (pictures.Clusters is { } clusters)
        {
            report.Heading("Clusters");
            report.Paragraph($"{clusters.Method}. What is in no cluster has no colour.");
            report.Figure(new ReportFigure(
                "Tree",
                "Two branches join at the distance of their groups.",
                pictures.Dendrogram(clusters, linkage).ToString()));
            report.Figure(new ReportFigure(
                "Map",
                "Points whose distances come nearest to those of the items.",
                pictures.Map(clusters, "cluster", threads).ToString()));
        }

        if (count <= MatrixPlot.MostItems)
        {
            report.Heading("All pairs");
            report.Figure(new ReportFigure(
                "Matrix",
                "Items in the order of the tree; point to a cell to read its value.",
                pictures.HeatMap().ToString()));
        }

        report.Heading("Items");
        report.Table(
            ["id", "formula", "#cluster", "most like", "#" + pictures.Matrix.Metric.Name],
            Enumerable.Range(0, count).Select(i => Row(pictures, i)));
        if (count is > 1 and <= MostRows)
        {
            report.Heading("Values");
            report.Table(
                ["id", .. pictures.Ids.Select(id => "#" + id)],
                pictures.Matrix.Rows.Select((row, i) => (IReadOnlyList<string>)
                [
                    pictures.Ids[i],
                    .. row.Select(value => value.ToString("G5", CultureInfo.InvariantCulture)),
                ]));
        }

        return report.ToHtml(ReportOption.Footer("matrix"));
    }

    private static string[] Row(MatrixPictures pictures, int item)
    {
        bool isLike = pictures.Matrix.Metric.LargerIsMoreAlike;
        int nearest = -1;
        for (int j = 0; j < pictures.Ids.Count; j++)
        {
            bool isNearer = nearest < 0 || (isLike
                ? pictures.Matrix[item, j] > pictures.Matrix[item, nearest]
                : pictures.Matrix[item, j] < pictures.Matrix[item, nearest]);
            nearest = j != item && isNearer ? j : nearest;
        }

        int? label = pictures.Clusters?.ColoredLabels()[item];
        return
        [
            pictures.Ids[item],
            pictures.Inputs[item].Crystal?.Formula ?? "",
            label < 0 ? "" : Tables.Number(label),
            nearest < 0 ? "" : pictures.Ids[nearest],
            nearest < 0
                ? ""
                : pictures.Matrix[item, nearest].ToString("G6", CultureInfo.InvariantCulture),
        ];
    }
}
