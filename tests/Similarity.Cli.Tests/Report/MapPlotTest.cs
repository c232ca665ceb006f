using System.Globalization;
using System.Xml.Linq;
using Similarity.Cli.Report;
using Similarity.Numerics;

namespace Similarity.Cli.Tests.Report;

public sealed class MapPlotTest
{
    [Fact]
    public void APixelIsAsLongInBothDirections()
    {
        MapPoint[] points = [new("a", 0, 0, ""), new("b", 3, 0, ""), new("c", 0, 1, "")];
        (double X, double Y)[] at = [.. Circles(Draw(points))];

        double perUnit = (at[1].X - at[0].X) / 3;
        Assert.True(perUnit > 100);
        Assert.Equal(perUnit, at[0].Y - at[2].Y, 0.02);
    }

    [Fact]
    public void NoNameCoversAnotherOrAPoint()
    {
        var stream = new RandomStream(1);
        MapPoint[] points =
        [
            .. Enumerable.Range(0, 60).Select(i => new MapPoint(
                FormattableString.Invariant($"material {i}"),
                stream.Uniform(),
                stream.Uniform(),
                "")),
        ];
        XElement svg = Draw(points);
        (double X, double Y)[] circles = [.. Circles(svg)];

        // 7.3 pixels a letter, as the plot reckons; letters are about 12 pixels high.
        var names = svg.Descendants("text").Where(text => text.Value.StartsWith("material "))
            .Select(text =>
            {
                double x = Number(text, "x"), y = Number(text, "y"), w = 7.3 * text.Value.Length;
                double left = text.Attribute("text-anchor")!.Value switch
                {
                    "start" => x,
                    "end" => x - w,
                    _ => x - w / 2,
                };
                return new Box(left, y - 11, left + w, y + 2);
            })
            .ToArray();

        Assert.InRange(names.Length, 20, 60);
        Assert.All(names.Index(), a => Assert.All(
            names[..a.Index],
            b => Assert.False(
                a.Item.Left < b.Right && b.Left < a.Item.Right
                    && a.Item.Top < b.Bottom && b.Top < a.Item.Bottom)));
        Assert.All(names, name => Assert.DoesNotContain(
            circles,
            c => c.X > name.Left && c.X < name.Right && c.Y > name.Top && c.Y < name.Bottom));
        Assert.Equal(60, svg.Descendants("title").Count());
    }

    [Fact]
    public void TheMostFrequentCategoriesHaveColours()
    {
        string[] categories = [.. "abbcdefghij".Select(c => c.ToString())];
        (string[] styles, (string Style, string Name)[] legend) = MapPlot.ByCategory(categories);

        Assert.Equal((" c0", "b"), legend[0]);
        Assert.Equal((" c1", "a"), legend[1]);
        Assert.Equal(("", "other"), legend[^1]);
        Assert.Equal(9, legend.Length);
        Assert.Equal([" c1", " c0", " c0"], styles[..3]);
        Assert.Equal(["", ""], styles[^2..]);
    }

    [Fact]
    public void NumbersAreColouredInEqualSteps()
    {
        (string[] styles, (string Style, string Name)[] legend) =
            MapPlot.ByNumber([0, 0.99, 1.01, 7, 3.5], "Å");
        Assert.Equal([" value v0", " value v0", " value v1", " value v6", " value v3"], styles);
        Assert.Equal((" value v6", "6 to 7 Å"), legend[^1]);
        Assert.Equal([(" value v0", "2 Å")], MapPlot.ByNumber([2, 2], "Å").Legend);
    }

    [Fact]
    public void PointsInOnePlaceAreDrawn() => Assert.DoesNotContain(
        "NaN", Draw([new("a", 1, 1, ""), new("b", 1, 1, "")]).ToString());

    private static XElement Draw(MapPoint[] points) =>
        XElement.Parse(MapPlot.Draw(points, [], "x", "y", "a map").ToString());

    private static IEnumerable<(double X, double Y)> Circles(XElement svg) =>
        svg.Descendants("circle").Select(circle => (Number(circle, "cx"), Number(circle, "cy")));

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
