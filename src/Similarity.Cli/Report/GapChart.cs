using System.Globalization;

namespace Similarity.Cli.Report;

/// <summary>Band gaps as horizontal bars, widest first; metals are named as such.</summary>
internal static class GapChart
{
    private const double Width = 900, RowHeight = 24, BarHeight = 14;

    /// <param name="gaps">Name and gap in eV; null for a metal.</param>
    public static string Draw(IEnumerable<(string Name, double? GapEv)> gaps)
    {
        (string Name, double? GapEv)[] rows = gaps
            .OrderByDescending(row => row.GapEv ?? -1)
            .ThenBy(row => row.Name, StringComparer.Ordinal)
            .ToArray();
        double height = 16 + rows.Length * RowHeight + 44;
        var drawing = new SvgDrawing(Width, height, "Band gaps of the shipped spectra");
        double left = 16 + 7.0 * rows.Max(row => row.Name.Length);
        var box = new Box(left, 10, Width - 70, height - 44);
        double widest = Math.Max(1, rows.Max(row => row.GapEv ?? 0));
        Scale x = Scale.UpToTick(0, widest, box.Left, box.Right);

        PlotFrame.HorizontalAxis(drawing, box, x, "Band gap (eV)");
        for (int i = 0; i < rows.Length; i++)
        {
            double middle = box.Top + 3 + (i + 0.5) * RowHeight;
            (string name, double? gap) = rows[i];
            string value = gap is double ev ? Label(ev) : "metal";
            drawing.Text("row-label", box.Left - 10, middle + 4, name, "end");
            double end = x[gap ?? 0];
            double top = middle - BarHeight / 2;
            drawing.Rectangle(
                "bar", box.Left, top, end - box.Left, BarHeight, $"{name}: {value}");
            drawing.Text(gap is null ? "metal-label" : "tick", end + 7, middle + 4, value);
        }

        drawing.Line("zero", box.Left, box.Top, box.Left, box.Bottom);
        return drawing.ToString();
    }

    /// <summary>Two decimals, or as many as show that a tiny gap is not 0.</summary>
    public static string Label(double gapEv) =>
        gapEv.ToString(gapEv < 0.01 ? "0.00####" : "0.00", CultureInfo.InvariantCulture);
}
