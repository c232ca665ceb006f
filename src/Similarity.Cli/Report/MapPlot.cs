using System.Globalization;

namespace Similarity.Cli.Report;

/// <summary>One item of a map.</summary>
/// <param name="Style">The class of its colour.</param>
internal readonly record struct MapPoint(string Name, double X, double Y, string Style);

/// <summary>
/// Items as points in a plane, a pixel as long in one direction as in the other; coloured by a
/// category or a number, which the legend explains. A name is left out where it would cover another
/// or a point; tooltips have all of them.
/// </summary>
internal static class MapPlot
{
    private const double Width = 800, Height = 520, LegendWidth = 190, Radius = 5;
    private const double MeanAdvance = 7.3, NameHeight = 13;
    private const int ValueStyles = 7;

    /// <summary>Of more points none is named: names would cover what they name.</summary>
    private const int MostNamed = 400;

    /// <param name="legend">The style and the meaning of each colour in use.</param>
    public static SvgDrawing Draw(
        IReadOnlyList<MapPoint> points,
        IReadOnlyList<(string Style, string Name)> legend,
        string xTitle,
        string yTitle,
        string title)
    {
        var drawing = new SvgDrawing(Width + LegendWidth, Height, title);
        var box = new Box(64, 16, Width - 10, Height - 48);
        (Scale x, Scale y) = Scales(points, box);
        PlotFrame.HorizontalAxis(drawing, box, x, xTitle);
        PlotFrame.VerticalAxis(drawing, box, y, yTitle);
        PlotFrame.Border(drawing, box);
        double radius = points.Count > MostNamed ? Radius / 2 : Radius;
        foreach (MapPoint point in points)
        {
            drawing.Circle("point" + point.Style, x[point.X], y[point.Y], radius, point.Name);
        }

        if (points.Count <= MostNamed)
        {
            Names(drawing, points, box, x, y);
        }

        for (int i = 0; i < legend.Count; i++)
        {
            double middle = box.Top + 10 + 20 * i;
            drawing.Circle("point" + legend[i].Style, Width + 8, middle, Radius);
            drawing.Text("tick", Width + 20, middle + 4, legend[i].Name);
        }

        return drawing;
    }

    /// <summary>Categories, most frequent first; the ninth and later have no colour.</summary>
    public static (string[] Styles, (string Style, string Name)[] Legend) ByCategory(
        IReadOnlyList<string> categories)
    {
        string[] byFrequency = categories.CountBy(category => category)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .ToArray();
        string[] colored = byFrequency[..Math.Min(byFrequency.Length, ClusterStyle.Colors)];
        string StyleOf(string category) => ClusterStyle.Of(Array.IndexOf(colored, category));
        List<(string, string)> legend = [.. colored.Select(name => (StyleOf(name), name))];
        if (byFrequency.Length > colored.Length)
        {
            legend.Add(("", "other"));
        }

        return ([.. categories.Select(StyleOf)], [.. legend]);
    }

    /// <summary>Numbers in seven steps from the least to the greatest.</summary>
    public static (string[] Styles, (string Style, string Name)[] Legend) ByNumber(
        IReadOnlyList<double> numbers, string unit)
    {
        double low = numbers.Min(), high = numbers.Max();
        double step = high > low ? (high - low) / ValueStyles : 1;
        string StyleOf(double number) => FormattableString.Invariant(
            $" value v{Math.Clamp((int)((number - low) / step), 0, ValueStyles - 1)}");
        (string, string) Entry(int s) => (
            FormattableString.Invariant($" value v{s}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{low + s * step:G4} to {low + (s + 1) * step:G4} {unit}"));
        return (
            [.. numbers.Select(StyleOf)],
            high > low
                ? [.. Enumerable.Range(0, ValueStyles).Select(Entry)]
                : [(" value v0", string.Create(CultureInfo.InvariantCulture, $"{low:G4} {unit}"))]);
    }

    private static (Scale X, Scale Y) Scales(IReadOnlyList<MapPoint> points, Box box)
    {
        double left = points.Min(p => p.X), right = points.Max(p => p.X);
        double bottom = points.Min(p => p.Y), top = points.Max(p => p.Y);
        double perPixel = Math.Max(
            (right - left) / (box.Width - 60), (top - bottom) / (box.Height - 60));
        perPixel = perPixel > 0 ? perPixel : 1 / box.Width;
        double halfX = perPixel * box.Width / 2, halfY = perPixel * box.Height / 2;
        double x = (left + right) / 2, y = (bottom + top) / 2;
        return (
            new Scale(x - halfX, x + halfX, box.Left, box.Right),
            new Scale(y - halfY, y + halfY, box.Bottom, box.Top));
    }

    private static void Names(
        SvgDrawing drawing, IReadOnlyList<MapPoint> points, Box box, Scale x, Scale y)
    {
        List<Box> taken = [.. points.Select(p => new Box(
            x[p.X] - Radius, y[p.Y] - Radius, x[p.X] + Radius, y[p.Y] + Radius))];
        foreach (MapPoint point in points)
        {
            double width = MeanAdvance * point.Name.Length;
            (double px, double py) = (x[point.X], y[point.Y]);
            (string Anchor, double X, double Y, double Left)[] places =
            [
                ("start", px + Radius + 3, py + 4, px + Radius + 3),
                ("end", px - Radius - 3, py + 4, px - Radius - 3 - width),
                ("middle", px, py - Radius - 4, px - width / 2),
                ("middle", px, py + Radius + 13, px - width / 2),
            ];
            foreach ((string anchor, double at, double baseline, double left) in places)
            {
                var name = new Box(left, baseline - NameHeight + 2, left + width, baseline + 2);
                bool isInside = name.Left > box.Left && name.Right < box.Right
                    && name.Top > box.Top && name.Bottom < box.Bottom;
                if (isInside && !taken.Any(other => Overlap(name, other)))
                {
                    drawing.Text("tick", at, baseline, point.Name, anchor);
                    taken.Add(name);
                    break;
                }
            }
        }
    }

    private static bool Overlap(Box a, Box b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
