using System.Net;
using System.Text;

namespace Similarity.Cli.Report;

/// <summary>
/// A page that needs nothing but itself: style sheet, script and pictures are inside, and it
/// follows the reader's choice of light or dark. Without the script it says as much.
/// </summary>
internal sealed class HtmlReport(string title)
{
    /// <summary>Characters of a cell that is broken into lines.</summary>
    private const int Long = 48;

    private readonly StringBuilder body = new();

    public void Heading(string text) => body.Append($"<h2>{Encode(text)}</h2>\n");

    public void Paragraph(string text) => body.Append($"<p>{Encode(text)}</p>\n");

    /// <summary>A row of headline numbers; those that are unknown are left out.</summary>
    public void Tiles(params ReadOnlySpan<(string Value, string Label)> tiles)
    {
        body.Append("<div class=\"tiles\">");
        foreach ((string value, string label) in tiles)
        {
            if (value.Length == 0)
            {
                continue;
            }

            body.Append($"<div class=\"tile\"><b>{Encode(value)}</b>");
            body.Append($"<span>{Encode(label)}</span></div>");
        }

        body.Append("</div>\n");
    }

    /// <summary>
    /// A table; a heading that begins with # (not shown) stands over numbers, set right.
    /// </summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        bool[] isNumber = headings.Select(heading => heading.StartsWith('#')).ToArray();
        body.Append("<div class=\"scroll\"><table><thead>");
        AppendRow("th", headings.Select(heading => heading.TrimStart('#')).ToArray(), isNumber);
        body.Append("</thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            AppendRow("td", row, isNumber);
        }

        body.Append("</tbody></table></div>\n");
    }

    /// <summary>Pictures side by side where the window has room.</summary>
    public void Figures(IEnumerable<ReportFigure> figures)
    {
        body.Append("<div class=\"grid\">");
        foreach (ReportFigure figure in figures)
        {
            Append(figure);
        }

        body.Append("</div>\n");
    }

    /// <summary>One picture over the full width.</summary>
    public void Figure(ReportFigure figure) => Append(figure);

    /// <param name="footer">How and from what the report was made.</param>
    public string ToHtml(string footer) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)}</title>
        <style>
        {StyleSheet.OfPage()}</style>
        </head>
        <body>
        <button class="theme" type="button" hidden></button>
        <h1>{Encode(title)}</h1>
        {body}<footer>{Encode(footer)}</footer>
        <script>
        {StyleSheet.Script()}</script>
        </body>
        </html>

        """;

    private void Append(ReportFigure figure)
    {
        body.Append($"<figure><figcaption>{Encode(figure.Title)}");
        body.Append($"<small>{Encode(figure.Caption)}</small></figcaption>");
        body.Append(figure.Svg).Append("</figure>\n");
    }

    private void AppendRow(string tag, IReadOnlyList<string> cells, bool[] isNumber)
    {
        body.Append("<tr>");
        for (int i = 0; i < cells.Count; i++)
        {
            body.Append(isNumber[i]
                ? $"<{tag} class=\"number\">{Encode(WithMinus(cells[i]))}</{tag}>"
                : $"<{tag}{(cells[i].Length > Long ? " class=\"long\"" : "")}>"
                    + $"{Encode(cells[i])}</{tag}>");
        }

        body.Append("</tr>");
    }

    /// <summary>A minus as wide as the digits, not a hyphen.</summary>
    private static string WithMinus(string number) =>
        number.StartsWith('-') ? "−" + number[1..] : number;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
