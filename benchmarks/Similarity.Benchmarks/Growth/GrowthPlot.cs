using System.Globalization;
using System.Text;

namespace Similarity.Benchmarks.Growth;

/// <summary>Seconds over the number of materials, both by powers of ten.</summary>
internal static class GrowthPlot
{
    private const int Width = 720, Height = 460, Left = 70, Right = 190, Top = 20, Bottom = 50;
    private const int LeastDecade = -4;

    private static readonly (string Name, string Colour, Func<GrowthPoint, double> Seconds)[]
        Curves =
    [
        ("import", "#4269d0", point => point.Import.Clock),
        ("segments made", "#efb118", point => point.Segments.Clock),
        ("all keys", "#6cc5b0", point => point.Keys.Clock),
        ("keys with a filter", "#3ca951", point => point.FilteredKeys.Clock),
        ("one query", "#ff725c", point => point.QuerySeconds),
        ("a query of a batch", "#a463f2", point => point.BatchSeconds / 100),
    ];

    public static string Of(IReadOnlyList<GrowthPoint> points)
    {
        int first = (int)Math.Floor(Math.Log10(points.Min(point => point.Rows)));
        int last = Math.Max(
            first + 1, (int)Math.Ceiling(Math.Log10(points.Max(point => point.Rows))));
        int top = (int)Math.Ceiling(Math.Log10(points.Max(point => Curves.Max(
            curve => curve.Seconds(point)))));
        double X(double decade) =>
            Left + (Width - Left - Right) * (decade - first) / (last - first);
        double Y(double decade) => Height - Bottom
            - (Height - Top - Bottom) * (decade - LeastDecade) / (top - LeastDecade);

        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" ");
        Add(svg, $"height=\"{Height}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        Add(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        for (int decade = first; decade <= last; decade++)
        {
            Add(svg, $"<path d=\"M{X(decade):F1} {Top}V{Height - Bottom}\" stroke=\"#ddd\"/>");
            Add(svg, $"<text x=\"{X(decade):F1}\" y=\"{Height - Bottom + 20}\" ");
            Add(svg, $"text-anchor=\"middle\">{Power(decade)}</text>\n");
        }

        for (int decade = LeastDecade; decade <= top; decade++)
        {
            Add(svg, $"<path d=\"M{Left} {Y(decade):F1}H{Width - Right}\" stroke=\"#ddd\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{Y(decade) + 4:F1}\" ");
            Add(svg, $"text-anchor=\"end\">{Power(decade)}</text>\n");
        }

        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 10}\" ");
        Add(svg, $"text-anchor=\"middle\">materials</text>\n");
        Add(svg, $"<text x=\"16\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" ");
        Add(svg, $"transform=\"rotate(-90 16 {(Top + Height - Bottom) / 2})\">seconds</text>\n");
        for (int i = 0; i < Curves.Length; i++)
        {
            (string name, string colour, Func<GrowthPoint, double> seconds) = Curves[i];
            (double X, double Y)[] dots =
            [
                .. points.Select(point => (
                    X(Math.Log10(point.Rows)),
                    Y(Math.Max(LeastDecade, Math.Log10(seconds(point)))))),
            ];
            string line = string.Join(' ', dots.Select(dot =>
                FormattableString.Invariant($"{dot.X:F1},{dot.Y:F1}")));
            Add(svg, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" ");
            Add(svg, $"stroke-width=\"2\"/>\n");
            foreach ((double x, double y) in dots)
            {
                Add(svg, $"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"3.5\" fill=\"{colour}\"/>");
            }

            int key = Top + 16 + 22 * i;
            Add(svg, $"\n<path d=\"M{Width - Right + 20} {key - 4}h22\" stroke=\"{colour}\" ");
            Add(svg, $"stroke-width=\"2\"/>");
            Add(svg, $"<text x=\"{Width - Right + 50}\" y=\"{key}\">{name}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Power(int decade) => FormattableString.Invariant(
        $"10<tspan dy=\"-5\" font-size=\"10\">{decade}</tspan>");

    private static void Add(StringBuilder svg, FormattableString text) =>
        svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
