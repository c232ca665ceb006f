using System.Xml.Linq;
using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

public sealed class MatrixPlotTest
{
    private static readonly double[,] Values = { { 0, 1, 4 }, { 1, 0, 2 }, { 4, 2, 0 } };

    [Theory]
    [InlineData(true, "1 0 0.5 0 1 0.75 0.5 0.75 1")]
    [InlineData(false, "0 1 0.5 1 0 0.25 0.5 0.25 0")]
    public void ACellIsAsStrongAsItIsNear(bool isDistance, string expected)
    {
        XElement svg = XElement.Parse(MatrixPlot.Draw(
            (i, j) => Values[i, j], [2, 0, 1], ["a", "b", "c"], [0, 0, -1], isDistance, "d", "x")
            .ToString());

        Assert.Equal(
            expected,
            string.Join(' ', svg.Elements("g").Take(9)
                .Select(cell => cell.Attribute("fill-opacity")!.Value)));
        Assert.Equal(
            ["c", "c", "a", "a", "b", "b"],
            svg.Elements("text").Where(text => IsName(text)).Select(text => text.Value));
        Assert.Equal("c, a: 4", svg.Descendants("title").ElementAt(1).Value);
    }

    [Fact]
    public void EqualValuesAreDrawn() => Assert.DoesNotContain(
        "NaN",
        MatrixPlot.Draw((_, _) => 0, [0, 1], ["a", "b"], [0, 0], true, "d", "x").ToString());

    private static bool IsName(XElement text) =>
        text.Attribute("class")!.Value.StartsWith("row-label", StringComparison.Ordinal);
}
