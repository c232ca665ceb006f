using System.Globalization;
using System.Xml.Linq;
using Similarity.Cli.Report;
using Similarity.Learning.Clusters;

namespace Similarity.Cli.Tests.Report;

public sealed class DendrogramPlotTest
{
    private static readonly string[] Names = ["zero", "one", "two & more", "three", "four"];

    /// <summary>((0, 3) at 1, 2) at 3, joined with (1, 4) at 2 at height 5.</summary>
    private static readonly Dendrogram Tree = new(
        5, [new(0, 3, 1, 2), new(1, 4, 2, 2), new(2, 5, 3, 3), new(6, 7, 5, 5)]);

    [Fact]
    public void NamesStandOneBelowTheOtherInTheOrderOfTheTree()
    {
        XElement[] names = [.. Texts(Draw(cut: null), "row-label")];
        double[] rows = [.. names.Select(name => Number(name, "y"))];

        Assert.Equal(["one", "four", "two & more", "zero", "three"], names.Select(n => n.Value));
        Assert.All(rows.Skip(1).Zip(rows), pair => Assert.True(pair.First - pair.Second >= 16));
        Assert.All(names, name => Assert.True(
            Number(name, "x") > 7 * name.Value.Length, "a name leaves the picture"));
    }

    [Fact]
    public void MergersStandAtTheirHeights()
    {
        XElement svg = Draw(cut: 2.5);
        double zero = TickAt(svg, "0"), five = TickAt(svg, "5");
        double[] tops =
        [
            .. Elements(svg, "polyline").Select(line => line.Attribute("points")!.Value
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Max(point => double.Parse(
                    point.Split(',')[0], CultureInfo.InvariantCulture))),
        ];

        Assert.All(
            tops.Zip([1, 2, 3, 5]),
            pair => Assert.Equal(zero + pair.Second * (five - zero) / 5, pair.First, 0.02));
        XElement cut = Elements(svg, "line").Single(line => ClassOf(line) == "cut");
        Assert.Equal(zero + (five - zero) / 2, Number(cut, "x1"), 0.02);
    }

    [Fact]
    public void ABranchHasTheColourOfItsItemsWhereTheyShareOne()
    {
        XElement svg = Draw(cut: 3, labels: [0, 1, -1, 0, 1]);
        Assert.Equal(
            ["branch c0", "branch c1", "branch", "branch"],
            Elements(svg, "polyline").Select(ClassOf));
        Assert.Equal(
            ["row-label c1", "row-label c1", "row-label", "row-label c0", "row-label c0"],
            Elements(svg, "text").Select(ClassOf).Where(c => c.StartsWith("row")));
    }

    /// <summary>Whoever knows no variables and no media queries sees the light picture.</summary>
    [Fact]
    public void AFileNeedsNoPageAroundIt()
    {
        string text = DendrogramPlot.Draw(
            Tree, Names, [0, 1, 0, 0, 1], null, "distance", "a tree").ToFile();
        XElement svg = XElement.Parse(text);

        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.DoesNotContain("var(", text);
        string style = Elements(svg, "style").Single().Value;
        int dark = style.IndexOf("@media (prefers-color-scheme: dark)", StringComparison.Ordinal);
        Assert.InRange(dark, 1, style.Length);
        Assert.Contains(".branch.c1 { stroke: #c2541b; }", style[..dark]);
        Assert.Contains(".branch.c1 { stroke: #f0965f; }", style[dark..]);
        Assert.Equal(style.Count(c => c == '{'), style.Count(c => c == '}'));
    }

    [Fact]
    public void ItemsThatAreAllEqualOrOneAloneHaveATree()
    {
        var equal = new Dendrogram(2, [new(0, 1, 0, 2)]);
        string two = DendrogramPlot.Draw(equal, Names, [0, 0], 0, "distance", "x").ToString();
        string one = DendrogramPlot.Draw(
            new Dendrogram(1, []), Names, [0], null, "distance", "x").ToString();
        Assert.DoesNotContain("NaN", two + one);
    }

    private static XElement Draw(double? cut, int[]? labels = null) => XElement.Parse(
        DendrogramPlot.Draw(Tree, Names, labels ?? [0, 1, 2, 0, 1], cut, "distance", "a tree")
            .ToFile());

    private static IEnumerable<XElement> Elements(XElement svg, string name) =>
        svg.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<XElement> Texts(XElement svg, string style) =>
        Elements(svg, "text").Where(text => ClassOf(text).Split(' ')[0] == style);

    private static double TickAt(XElement svg, string label) =>
        Number(Texts(svg, "tick").Single(text => text.Value == label), "x");

    private static string ClassOf(XElement element) => element.Attribute("class")!.Value;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
