using System.Globalization;

namespace Similarity.Cli.Report;

/// <summary>
/// Volumes per atom of polymorphs, one row per family: what a polymorph changes first.
/// </summary>
internal static class VolumeChart
{
    private const double Width = 900, RowHeight = 26;

    /// <param name="families">
    /// Family names with the named volumes per atom in Å³ of its members.
    /// </param>
    public static string Draw(
        IEnumerable<(
            string Family,
            IReadOnlyList<(string Name, double VolumeInAngstrom3)> Members)> families)
    {
        var rows = families
            .OrderBy(row => row.Members.Average(member => member.VolumeInAngstrom3))
            .ToArray();
        double height = 16 + rows.Length * RowHeight + 44;
        var drawing = new SvgDrawing(
            Width, height, "Volume per atom of the polymorphs of each family");
        double left = 26 + 8.0 * rows.Max(row => row.Family.Length);
        var box = new Box(left, 10, Width - 20, height - 44);
        double low = rows.Min(row => row.Members.Min(member => member.VolumeInAngstrom3));
        double high = rows.Max(row => row.Members.Max(member => member.VolumeInAngstrom3));
        double margin = 0.05 * (high - low) + 0.1;
        var x = new Scale(Math.Max(0, low - margin), high + margin, box.Left, box.Right);

        PlotFrame.HorizontalAxis(drawing, box, x, "Volume per atom (Å³)");
        for (int i = 0; i < rows.Length; i++)
        {
            double middle = box.Top + 3 + (i + 0.5) * RowHeight;
            drawing.Line("grid", box.Left, middle, box.Right, middle);
            drawing.Text("row-label", box.Left - 10, middle + 4, rows[i].Family, "end");
            foreach ((string name, double volume) in rows[i].Members)
            {
                string tooltip =
                    string.Create(CultureInfo.InvariantCulture, $"{name}: {volume:0.00} Å³");
                drawing.Circle("dot", x[volume], middle, 5, tooltip);
            }
        }

        drawing.Line("zero", box.Left, box.Top, box.Left, box.Bottom);
        return drawing.ToString();
    }
}
