using Similarity.Learning.Clusters;

namespace Similarity.Cli.Report;

/// <summary>
/// A tree of items, their names one below the other at the left, mergers to the right at their
/// height. Branches whose items all have one label have its colour.
/// </summary>
internal static class DendrogramPlot
{
    private const double TreeWidth = 560, RowHeight = 20, MeanAdvance = 7.2;

    /// <param name="names">names[i] of item i.</param>
    /// <param name="labels">labels[i]: the cluster of item i, negative for none.</param>
    /// <param name="cut">A height to mark, or null.</param>
    public static SvgDrawing Draw(
        Dendrogram tree,
        IReadOnlyList<string> names,
        IReadOnlyList<int> labels,
        double? cut,
        string heightTitle,
        string title)
    {
        double left = 26 + MeanAdvance * names.Max(name => name.Length);
        double height = 14 + tree.Count * RowHeight + 48;
        var drawing = new SvgDrawing(left + TreeWidth + 24, height, title);
        var box = new Box(left, 14, left + TreeWidth, height - 48);
        double highest = Math.Max(tree.Height, cut ?? 0);
        Scale x = Scale.UpToTick(0, highest > 0 ? highest : 1, box.Left, box.Right);
        PlotFrame.HorizontalAxis(drawing, box, x, heightTitle);
        if (cut is double mark)
        {
            drawing.Line("cut", x[mark], box.Top, x[mark], box.Bottom);
        }

        var rows = new double[2 * tree.Count - 1];
        foreach ((int row, int leaf) in tree.LeafOrder().Index())
        {
            rows[leaf] = box.Top + (row + 0.5) * RowHeight;
            string style = "row-label" + ClusterStyle.Of(labels[leaf]);
            drawing.Text(style, box.Left - 10, rows[leaf] + 4, names[leaf], "end");
        }

        Branches(drawing, tree, labels, x, rows);
        return drawing;
    }

    private static void Branches(
        SvgDrawing drawing, Dendrogram tree, IReadOnlyList<int> labels, Scale x, double[] rows)
    {
        int[] labelOf = [.. labels, .. new int[tree.Count - 1]];
        double[] heights = [.. new double[tree.Count], .. tree.Mergers.Select(m => m.Height)];
        for (int m = 0; m < tree.Mergers.Length; m++)
        {
            (int first, int second, double height, int _) = tree.Mergers[m];
            int cluster = tree.Count + m;
            labelOf[cluster] = labelOf[first] == labelOf[second] ? labelOf[first] : -1;
            rows[cluster] = (rows[first] + rows[second]) / 2;
            (double X, double Y)[] elbow =
            [
                (x[heights[first]], rows[first]),
                (x[height], rows[first]),
                (x[height], rows[second]),
                (x[heights[second]], rows[second]),
            ];
            drawing.Curve("branch" + ClusterStyle.Of(labelOf[cluster]), elbow);
        }
    }
}
