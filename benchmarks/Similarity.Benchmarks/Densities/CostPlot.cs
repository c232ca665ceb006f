using System.Globalization;
using System.Text;

namespace Similarity.Benchmarks.Densities;

/// <summary>Seconds over molecules, both axes logarithmic, with a line of slope 1.</summary>
internal static class CostPlot
{
    private const int Width = 560, Height = 380, Left = 60, Right = 20, Top = 20, Bottom = 50;

    public static string Of(IReadOnlyList<(int Molecules, double Seconds)> points)
    {
        double lowX = Math.Log10(points[0].Molecules) - 0.1;
        double highX = Math.Log10(points[^1].Molecules) + 0.1;
        double lowY = Math.Floor(Math.Log10(points.Min(point => point.Seconds)) - 0.1);
        double highY = Math.Ceiling(Math.Log10(points.Max(point => point.Seconds)) + 0.1);
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" ");
        Add($"font-family=\"sans-serif\" font-size=\"13\">\n");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        for (double decade = lowY; decade <= highY; decade++)
        {
            Add($"<path d=\"M{Left} {Y(decade):F1}H{Width - Right}\" stroke=\"#ddd\"/>");
            Add($"<text x=\"{Left - 8}\" y=\"{Y(decade) + 4:F1}\" text-anchor=\"end\">");
            Add($"{Math.Pow(10, decade)}</text>\n");
        }

        foreach ((int molecules, double _) in points)
        {
            double x = X(Math.Log10(molecules));
            Add($"<path d=\"M{x:F1} {Top}V{Height - Bottom}\" stroke=\"#eee\"/>");
            Add($"<text x=\"{x:F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">");
            Add($"{molecules}</text>\n");
        }

        // Through the last point, where what does not grow counts least.
        double perMolecule = Math.Log10(points[^1].Seconds / points[^1].Molecules);
        Add($"<path d=\"M{X(lowX):F1} {Y(lowX + perMolecule):F1}");
        Add($"L{X(highX):F1} {Y(highX + perMolecule):F1}\" stroke=\"#888\" ");
        Add($"stroke-dasharray=\"4 4\"/>\n");
        foreach ((int molecules, double seconds) in points)
        {
            Add($"<circle cx=\"{X(Math.Log10(molecules)):F1}\" ");
            Add($"cy=\"{Y(Math.Log10(seconds)):F1}\" r=\"4\" fill=\"#2563eb\"/>\n");
        }

        Add($"<text x=\"{Width / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\">");
        Add($"water molecules</text>\n<text x=\"14\" y=\"{Height / 2}\" text-anchor=\"middle\" ");
        Add($"transform=\"rotate(-90 14 {Height / 2})\">seconds, 2 threads</text>\n</svg>\n");
        return svg.ToString();

        double X(double log) => Left + (log - lowX) / (highX - lowX) * (Width - Left - Right);

        double Y(double log) =>
            Height - Bottom - (log - lowY) / (highY - lowY) * (Height - Top - Bottom);

        void Add(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
    }
}
