namespace Similarity.Cli.Report;

/// <summary>How a series is drawn.</summary>
internal enum ChartMark
{
    Line,
    Points,

    /// <summary>Filled between <see cref="ChartSeries.Low"/> and Y.</summary>
    Band,

    /// <summary>A dashed line: what the others are measured by.</summary>
    Guide,
}

/// <summary>What one colour of a chart shows.</summary>
/// <param name="Color">Its number; the same number, the same colour.</param>
internal sealed record ChartSeries(
    string Name, ChartMark Mark, int Color, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    public IReadOnlyList<double> Low { get; init; } = [];

    /// <summary>What the read-out says of each point; empty for its numbers.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>
/// Series over two axes, with a legend. In a page the script of reports reads values out, zooms
/// and hides series; without it, and as a file, it is a picture.
/// </summary>
internal sealed record Chart(
    string Title, string XTitle, string YTitle, IReadOnlyList<ChartSeries> Series)
{
    private const double Width = 760, Height = 400, LegendWidth = 200, Radius = 3.5;
    private const int LegendRows = 18, LongestName = 24;

    /// <summary>The least and the greatest shown; null for all there is.</summary>
    public (double Low, double High)? XRange { get; init; }

    public (double Low, double High)? YRange { get; init; }

    public SvgDrawing Draw()
    {
        bool hasLegend = Series.Count > 1;
        var box = new Box(64, 16, Width - 14, Height - 48);
        (double x0, double x1) = XRange ?? Extent(Series.SelectMany(s => s.X), isPadded: false);
        (double y0, double y1) = YRange
            ?? Extent(Series.SelectMany(s => s.Y.Concat(s.Low)), isPadded: true);
        var x = new Scale(x0, x1, box.Left, box.Right);
        var y = new Scale(y0, y1, box.Bottom, box.Top);
        var drawing = new SvgDrawing(Width + (hasLegend ? LegendWidth : 0), Height, Title)
        {
            Axes = new ChartAxes(box, x, y, XTitle, YTitle),
        };
        drawing.Group("axes", null, () =>
        {
            PlotFrame.HorizontalAxis(drawing, box, x, XTitle);
            PlotFrame.VerticalAxis(drawing, box, y, YTitle);
        });
        drawing.Clipped(box, () =>
        {
            foreach (ChartSeries series in Series)
            {
                drawing.Group("series", series.Name, () => Draw(drawing, series, x, y));
            }
        });
        PlotFrame.Border(drawing, box);
        if (hasLegend)
        {
            Legend(drawing, box);
        }

        return drawing;
    }

    private static void Draw(SvgDrawing drawing, ChartSeries series, Scale x, Scale y)
    {
        string color = ClusterStyle.Of(series.Color);
        (double X, double Y)[] points = [.. series.X.Zip(series.Y, (a, b) => (x[a], y[b]))];
        switch (series.Mark)
        {
            case ChartMark.Points:
                for (int i = 0; i < points.Length; i++)
                {
                    drawing.Circle(
                        "point" + color,
                        points[i].X,
                        points[i].Y,
                        Radius,
                        i < series.Labels.Count ? series.Labels[i] : null);
                }

                break;
            case ChartMark.Band:
                drawing.Area(
                    "spread" + color,
                    [.. points, .. series.X.Zip(series.Low, (a, b) => (x[a], y[b])).Reverse()]);
                break;
            default:
                drawing.Curve(
                    (series.Mark == ChartMark.Guide ? "cut guide" : "branch") + color, points);
                break;
        }
    }

    private void Legend(SvgDrawing drawing, Box box)
    {
        int shown = Math.Min(Series.Count, LegendRows);
        for (int i = 0; i < shown; i++)
        {
            ChartSeries series = Series[i];
            string color = ClusterStyle.Of(series.Color);
            double middle = box.Top + 10 + 19 * i;
            drawing.Group("entry", FormattableString.Invariant($"{i}"), () =>
            {
                if (series.Mark == ChartMark.Points)
                {
                    drawing.Circle("point" + color, Width + 10, middle, Radius);
                }
                else if (series.Mark == ChartMark.Band)
                {
                    drawing.Rectangle("spread" + color, Width + 2, middle - 5, 16, 10);
                }
                else
                {
                    drawing.Line(
                        (series.Mark == ChartMark.Guide ? "cut guide" : "branch") + color,
                        Width + 2,
                        middle,
                        Width + 18,
                        middle);
                }

                drawing.Text("tick", Width + 24, middle + 4, Short(series.Name));
            });
        }

        if (Series.Count > shown)
        {
            drawing.Text(
                "tick",
                Width + 24,
                box.Top + 14 + 19 * shown,
                FormattableString.Invariant($"and {Series.Count - shown} more"));
        }
    }

    private static string Short(string name) =>
        name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private static (double Low, double High) Extent(IEnumerable<double> values, bool isPadded)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (!(low <= high))
        {
            return (0, 1);
        }

        double extent = high > low ? high - low : Math.Max(Math.Abs(high), 1);
        return !isPadded && high > low
            ? (low, high)
            : (low == 0 ? 0 : low - 0.05 * extent, high + 0.06 * extent);
    }
}

/// <summary>Where a chart has its values, for the script that reads them.</summary>
internal sealed record ChartAxes(Box Box, Scale X, Scale Y, string XTitle, string YTitle);
