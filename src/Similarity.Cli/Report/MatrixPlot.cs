using System.Globalization;

namespace Similarity.Cli.Report;

/// <summary>
/// A symmetric matrix as a field of cells, the stronger the nearer: items in an order that keeps
/// clusters together, their names at the left and below in the colours of clusters.
/// </summary>
internal static class MatrixPlot
{
    /// <summary>More names than this could not be read on any page.</summary>
    public const int MostItems = 400;

    private const double CellSize = 20, MeanAdvance = 7.2, BarWidth = 16, BarGap = 30;
    private const int MostTooltips = 100, BarSteps = 40;

    /// <param name="value">The element (i, j) of the matrix.</param>
    /// <param name="order">Items from top to bottom and from left to right.</param>
    /// <param name="isDistance">Whether small values are near, else large ones.</param>
    public static SvgDrawing Draw(
        Func<int, int, double> value,
        IReadOnlyList<int> order,
        IReadOnlyList<string> names,
        IReadOnlyList<int> labels,
        bool isDistance,
        string valueTitle,
        string title)
    {
        int count = order.Count;
        double nameLength = 20 + MeanAdvance * names.Max(name => name.Length);
        double side = CellSize * count;
        double barLength = Math.Max(side, 160);
        var box = new Box(nameLength, 14, nameLength + side, 14 + side);
        var drawing = new SvgDrawing(
            box.Right + BarGap + BarWidth + 80,
            14 + Math.Max(side + nameLength, barLength + 20),
            title);
        Scale strength = StrengthOf(value, order, isDistance);

        for (int row = 0; row < count; row++)
        {
            int i = order[row];
            double top = box.Top + row * CellSize, left = box.Left + row * CellSize;
            string style = "row-label" + ClusterStyle.Of(labels[i]);
            drawing.Text(style, box.Left - 8, top + CellSize / 2 + 4, names[i], "end");
            drawing.Text(
                style, left + CellSize / 2 + 4, box.Bottom + 8, names[i], "end", angle: -90);
            for (int column = 0; column < count; column++)
            {
                int j = order[column];
                string? tooltip = count > MostTooltips ? null : string.Create(
                    CultureInfo.InvariantCulture, $"{names[i]}, {names[j]}: {value(i, j):G4}");
                drawing.Cell(
                    "cell",
                    box.Left + column * CellSize,
                    top,
                    CellSize,
                    CellSize,
                    strength[value(i, j)],
                    tooltip);
            }
        }

        PlotFrame.Border(drawing, box);
        double barLeft = box.Right + BarGap;
        Bar(
            drawing,
            new Box(barLeft, box.Top, barLeft + BarWidth, box.Top + barLength),
            strength,
            valueTitle);
        return drawing;
    }

    private static Scale StrengthOf(
        Func<int, int, double> value, IReadOnlyList<int> order, bool isDistance)
    {
        double low = isDistance ? 0 : double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (int i in order)
        {
            foreach (int j in order)
            {
                low = Math.Min(low, value(i, j));
                high = Math.Max(high, value(i, j));
            }
        }

        high = high > low ? high : low + 1;
        return isDistance ? new Scale(low, high, 1, 0) : new Scale(low, high, 0, 1);
    }

    /// <summary>What the strength of a cell means, as a bar from low at the top to high.</summary>
    private static void Bar(SvgDrawing drawing, Box bar, Scale strength, string title)
    {
        var y = new Scale(strength.Low, strength.High, bar.Top, bar.Bottom);
        double step = bar.Height / BarSteps;
        for (int s = 0; s < BarSteps; s++)
        {
            double middle = strength.Low + (s + 0.5) / BarSteps * (strength.High - strength.Low);
            drawing.Cell("cell", bar.Left, bar.Top + s * step, bar.Width, step, strength[middle]);
        }

        PlotFrame.Border(drawing, bar);
        foreach ((double tick, string label) in y.Ticks())
        {
            drawing.Line("zero", bar.Right, y[tick], bar.Right + 4, y[tick]);
            drawing.Text("tick", bar.Right + 7, y[tick] + 4, label);
        }

        drawing.Text(
            "axis-title", bar.Right + 62, (bar.Top + bar.Bottom) / 2, title, "middle", angle: -90);
    }
}
