using System.Globalization;
using Similarity.Cli.Report;

namespace Similarity.Cli.Screening;

/// <summary>Curves over the number of materials that are learned from, by powers of ten.</summary>
internal static class CurvePlot
{
    private const double Width = 760, Height = 420;

    /// <param name="curves">Each point with its standard deviation.</param>
    public static SvgDrawing Draw(
        string title,
        string yTitle,
        IReadOnlyList<(string Name, IReadOnlyList<CurvePoint> Points)> curves,
        string xTitle = "materials learned from")
    {
        double legend = PlotFrame.LegendRow * curves.Count;
        var drawing = new SvgDrawing(Width, Height + legend, title);
        var box = new Box(64, 14 + legend, Width - 16, Height + legend - 48);
        CurvePoint[] all = [.. curves.SelectMany(curve => curve.Points)];
        double low = all.Min(point => point.Mean - point.Deviation);
        double high = all.Max(point => point.Mean + point.Deviation);
        double first = Math.Log10(all.Min(point => point.X));
        double last = Math.Max(first + 0.1, Math.Log10(all.Max(point => point.X)));
        var x = new Scale(first, last, box.Left, box.Right);
        var y = Scale.UpToTick(
            Math.Floor(low * 10) / 10, Math.Max(high, low + 0.1), box.Bottom, box.Top);
        Decades(drawing, box, x);
        PlotFrame.HorizontalTitle(drawing, box, xTitle);
        PlotFrame.VerticalAxis(drawing, box, y, yTitle);
        PlotFrame.Border(drawing, box);
        for (int i = 0; i < curves.Count; i++)
        {
            string style = StyleOf(i);
            (double X, double Y)[] line =
            [
                .. curves[i].Points.Select(point => (x[Math.Log10(point.X)], y[point.Mean])),
            ];
            foreach (CurvePoint point in curves[i].Points.Where(point => point.Deviation > 0))
            {
                double at = x[Math.Log10(point.X)];
                drawing.Line(
                    "branch" + style,
                    at,
                    y[point.Mean - point.Deviation],
                    at,
                    y[point.Mean + point.Deviation]);
            }

            drawing.Curve("branch" + style, line);
            foreach ((CurvePoint point, (double X, double Y) at) in curves[i].Points.Zip(line))
            {
                drawing.Circle("point" + style, at.X, at.Y, 3, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{curves[i].Name}: {point.X:0}, {point.Mean:0.000} ± "
                    + $"{point.Deviation:0.000}"));
            }
        }

        PlotFrame.LegendInRows(
            drawing, box, [.. curves.Select((curve, i) => ("branch" + StyleOf(i), curve.Name))]);
        return drawing;
    }

    private static void Decades(SvgDrawing drawing, Box box, Scale x)
    {
        for (int decade = (int)Math.Floor(x.Low); decade <= x.High; decade++)
        {
            foreach (int factor in new[] { 1, 2, 5 })
            {
                double value = decade + Math.Log10(factor);
                if (value >= x.Low - 1e-9 && value <= x.High + 1e-9)
                {
                    drawing.Line("grid", x[value], box.Top, x[value], box.Bottom);
                    drawing.Text(
                        "tick",
                        x[value],
                        box.Bottom + 16,
                        (factor * Math.Pow(10, decade)).ToString(
                            "0.###", CultureInfo.InvariantCulture),
                        "middle");
                }
            }
        }
    }

    private static string StyleOf(int curve) =>
        string.Create(CultureInfo.InvariantCulture, $" c{curve % 8}");
}

internal readonly record struct CurvePoint(double X, double Mean, double Deviation);
