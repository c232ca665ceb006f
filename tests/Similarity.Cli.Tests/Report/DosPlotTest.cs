using System.Xml.Linq;
using Similarity.Cli.Report;
using Similarity.Spectra;

namespace Similarity.Cli.Tests.Report;

public sealed class DosPlotTest
{
    private static readonly double[] Energies =
        Enumerable.Range(-30, 61).Select(i => i / 100.0).ToArray();

    [Fact]
    public void TwoSpinsPointUpAndDownAndAreFilledToTheFermiLevel()
    {
        double[] ones = Energies.Select(_ => 1.0).ToArray();
        XElement svg = XElement.Parse(DosPlot.Draw(
            new DensityOfStates(Energies, ones, ones), new SpectrumLevels(0, 0, null), "x"));

        Assert.Equal(2, svg.Descendants("polyline").Count());
        Assert.Equal(2, svg.Descendants("polygon").Count());
        Assert.Contains(svg.Descendants("text"), text => text.Value == "spin down");
        Assert.Contains(svg.Descendants("text"), text => text.Value == "DOS (states/eV/cell)");
    }

    [Fact]
    public void AnEmptyWindowStillMakesAPicture()
    {
        double[] zeros = new double[Energies.Length];
        XElement svg = XElement.Parse(DosPlot.Draw(
            new DensityOfStates(Energies, zeros), new SpectrumLevels(0, 0, null), "x"));

        Assert.DoesNotContain("NaN", svg.ToString());
    }
}
