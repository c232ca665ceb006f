using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

public sealed class GapChartTest
{
    [Theory]
    [InlineData(4.6597, "4.66")]
    [InlineData(0.01, "0.01")]
    [InlineData(0.0001, "0.0001")]
    public void ATinyGapIsNotShownAsNone(double gap, string label) =>
        Assert.Equal(label, GapChart.Label(gap));
}
