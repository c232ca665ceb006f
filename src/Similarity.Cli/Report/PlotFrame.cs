namespace Similarity.Cli.Report;

/// <summary>The box a plot is drawn in: its border, grid lines, ticks and axis titles.</summary>
internal static class PlotFrame
{
    /// <summary>What a name of <see cref="LegendInRows"/> takes.</summary>
    public const double LegendRow = 16;

    private const double TickLabelGap = 6;

    /// <summary>
    /// Text is not measured: this many pixels is a generous mean advance of the 12-pixel labels.
    /// </summary>
    private const double Advance = 6.6;

    /// <summary>Border of the plotting area, above the grid and the curves.</summary>
    public static void Border(SvgDrawing drawing, Box box) =>
        drawing.Rectangle("frame", box.Left, box.Top, box.Width, box.Height);

    /// <summary>Ticks, grid and title of a horizontal axis at the bottom.</summary>
    public static void HorizontalAxis(SvgDrawing drawing, Box box, Scale scale, string title)
    {
        foreach ((double value, string label) in scale.Ticks())
        {
            double x = scale[value];
            drawing.Line("grid", x, box.Top, x, box.Bottom);
            drawing.Text("tick", x, box.Bottom + TickLabelGap + 10, label, "middle");
        }

        HorizontalTitle(drawing, box, title);
    }

    /// <summary>Ticks, grid and title of a vertical axis at the left.</summary>
    public static void VerticalAxis(SvgDrawing drawing, Box box, Scale scale, string title)
    {
        foreach ((double value, string label) in scale.Ticks())
        {
            double y = scale[value];
            drawing.Line("grid", box.Left, y, box.Right, y);
            drawing.Text("tick", box.Left - TickLabelGap, y + 4, label, "end");
        }

        drawing.Text(
            "axis-title", 14, (box.Top + box.Bottom) / 2, title, "middle", angle: -90);
    }

    public static void HorizontalTitle(SvgDrawing drawing, Box box, string title) =>
        drawing.Text("axis-title", (box.Left + box.Right) / 2, box.Bottom + 36, title, "middle");

    /// <summary>
    /// Line samples with names, one below the other above the box, which starts
    /// <see cref="LegendRow"/> further down for each: where names may be long.
    /// </summary>
    public static void LegendInRows(
        SvgDrawing drawing, Box box, params ReadOnlySpan<(string Style, string Name)> entries)
    {
        int longest = (int)((box.Width - 28) / Advance);
        for (int i = 0; i < entries.Length; i++)
        {
            (string style, string name) = entries[i];
            double y = box.Top - 7 - LegendRow * (entries.Length - 1 - i);
            drawing.Line(style, box.Left, y - 4, box.Left + 22, y - 4);

            // Names that are made of parts differ at their ends.
            drawing.Text(
                "tick",
                box.Left + 28,
                y,
                name.Length <= longest ? name : "…" + name[^(longest - 1)..]);
        }
    }

    /// <summary>Line samples with names, from the right edge inwards, above the box.</summary>
    public static void Legend(
        SvgDrawing drawing, Box box, params ReadOnlySpan<(string Style, string Name)> entries)
    {
        double x = box.Right;
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            (string style, string name) = entries[i];
            x -= Advance * name.Length;
            drawing.Text("tick", x, box.Top - 7, name);
            drawing.Line(style, x - 28, box.Top - 11, x - 6, box.Top - 11);
            x -= 42;
        }
    }
}
