using System.Globalization;
using System.Net;
using System.Text;

namespace Similarity.Cli.Report;

/// <summary>
/// An SVG picture under construction. Colours come from the page's style sheet through classes, so
/// that one picture serves light and dark pages.
/// </summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder text = new();
    private readonly string title;

    /// <param name="title">What a screen reader says the picture shows.</param>
    public SvgDrawing(double width, double height, string title)
    {
        Width = width;
        Height = height;
        this.title = title;
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The axes of a chart, that a script may read; null for a picture.</summary>
    public ChartAxes? Axes { get; init; }

    /// <summary>What <paramref name="draw"/> draws, together.</summary>
    /// <param name="name">Told to scripts; null for none.</param>
    public void Group(string style, string? name, Action draw)
    {
        text.Append($"<g class=\"{style}\"");
        if (name is not null)
        {
            text.Append($" data-name=\"{WebUtility.HtmlEncode(name)}\"");
        }

        text.Append(">\n");
        draw();
        text.Append("</g>\n");
    }

    public void Line(string style, double x1, double y1, double x2, double y2)
    {
        Append($"<line class=\"{style}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" ");
        Append($"x2=\"{x2:0.##}\" y2=\"{y2:0.##}\"/>");
    }

    public void Rectangle(
        string style, double x, double y, double width, double height, string? tooltip = null)
    {
        Append($"<rect class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" ");
        Append($"width=\"{width:0.##}\" height=\"{height:0.##}\"");
        text.Append(
            tooltip is null ? "/>" : $"><title>{WebUtility.HtmlEncode(tooltip)}</title></rect>");
    }

    public void Circle(string style, double x, double y, double radius, string? tooltip = null)
    {
        Append($"<circle class=\"{style}\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\"");
        text.Append(
            tooltip is null ? "/>" : $"><title>{WebUtility.HtmlEncode(tooltip)}</title></circle>");
    }

    /// <summary>A rectangle as strong as <paramref name="opacity"/>, from 0 to 1.</summary>
    public void Cell(
        string style,
        double x,
        double y,
        double width,
        double height,
        double opacity,
        string? tooltip = null)
    {
        Append($"<g fill-opacity=\"{opacity:0.###}\">");
        Rectangle(style, x, y, width, height, tooltip);
        text.Append("</g>\n");
    }

    /// <param name="content">"E_{F}" sets what is in braces below the line.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="angle">Degrees, clockwise, about the point itself.</param>
    public void Text(
        string style, double x, double y, string content, string anchor = "start", double angle = 0)
    {
        Append($"<text class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\"");
        if (angle != 0)
        {
            Append($" transform=\"rotate({angle:0.##} {x:0.##} {y:0.##})\"");
        }

        text.Append('>').Append(WithSubscripts(WebUtility.HtmlEncode(content))).Append("</text>");
    }

    /// <summary>A line through points.</summary>
    public void Curve(string style, IReadOnlyList<(double X, double Y)> points)
    {
        text.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{style}\" points=\"");
        AppendPoints(points);
        text.Append("\"/>");
    }

    /// <summary>A closed, filled polygon.</summary>
    public void Area(string style, IReadOnlyList<(double X, double Y)> points)
    {
        text.Append(CultureInfo.InvariantCulture, $"<polygon class=\"{style}\" points=\"");
        AppendPoints(points);
        text.Append("\"/>");
    }

    /// <summary>
    /// What <paramref name="draw"/> draws is cut off at the box; coordinates stay.
    /// </summary>
    public void Clipped(Box box, Action draw)
    {
        Append($"<svg x=\"{box.Left:0.##}\" y=\"{box.Top:0.##}\" ");
        Append($"width=\"{box.Width:0.##}\" height=\"{box.Height:0.##}\" ");
        Append($"viewBox=\"{box.Left:0.##} {box.Top:0.##} {box.Width:0.##} {box.Height:0.##}\">");
        draw();
        text.Append("</svg>");
    }

    /// <summary>The picture inside a page, which has the style sheet.</summary>
    public override string ToString()
    {
        string label = WebUtility.HtmlEncode(title);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg class="plot" role="img" aria-label="{label}"{AxesText()}
            style="max-width: {1.25 * Width:0}px"
            viewBox="0 0 {Width:0.##} {Height:0.##}">{text}</svg>
            """);
    }

    /// <summary>The picture as a file of its own, with its paper and style sheet.</summary>
    public string ToFile()
    {
        string label = WebUtility.HtmlEncode(title);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-label="{label}"
            width="{Width:0.##}" height="{Height:0.##}" viewBox="0 0 {Width:0.##} {Height:0.##}">
            <style>
            {StyleSheet.OfPicture()}</style>
            <rect class="paper" width="100%" height="100%"/>
            {text}</svg>

            """);
    }

    private string AxesText() => Axes is not { } axes
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"\ndata-box=\"{axes.Box.Left} {axes.Box.Top} {axes.Box.Right} {axes.Box.Bottom}\" "
            + $"data-x=\"{axes.X.Low:R} {axes.X.High:R}\" "
            + $"data-y=\"{axes.Y.Low:R} {axes.Y.High:R}\" "
            + $"data-x-title=\"{WebUtility.HtmlEncode(axes.XTitle)}\" "
            + $"data-y-title=\"{WebUtility.HtmlEncode(axes.YTitle)}\"");

    private static string WithSubscripts(string encoded)
    {
        int open = encoded.IndexOf("_{", StringComparison.Ordinal);
        int close = encoded.IndexOf('}', StringComparison.Ordinal);
        return open < 0 || close < open
            ? encoded
            : encoded[..open]
                + $"<tspan class=\"below\" dy=\"3\">{encoded[(open + 2)..close]}</tspan>"
                + $"<tspan dy=\"-3\">{encoded[(close + 1)..]}</tspan>";
    }

    private void AppendPoints(IReadOnlyList<(double X, double Y)> points)
    {
        foreach ((double x, double y) in points)
        {
            Append($"{x:0.##},{y:0.##} ");
        }
    }

    private void Append(FormattableString fragment) =>
        text.Append(fragment.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
