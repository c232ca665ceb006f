using System.Globalization;
using System.Xml.Linq;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Cli.Tests.Report;

/// <summary>Pictures are well-formed, complete and drawn to scale.</summary>
public sealed class BandPlotTest
{
    private const int Points = 5;

    /// <summary>Γ–X of length π and, after a jump, M–Γ of length π√2: a cube of 1 bohr.</summary>
    private static readonly KPointPath Path = new(
    [
        new KPointPathSegment(0, Points - 1, "\\Gamma", "X"),
        new KPointPathSegment(Points, 2 * Points - 1, "M", "\\Gamma"),
    ]);

    [Fact]
    public void SegmentsAreAsLongAsInReciprocalSpaceAndAJumpTakesNoRoom()
    {
        KPointAxis axis = KPointAxis.Of(Bands(), Path);

        Assert.Equal(["Γ", "X|M", "Γ"], axis.Marks.Select(mark => mark.Label));
        Assert.Equal(Math.PI, axis.Marks[1].Position, 1e-12);
        Assert.Equal(Math.PI * (1 + Math.Sqrt(2)), axis.Length, 1e-12);
        Assert.Equal(axis.Marks[1].Position, axis.Position(1, 0));
        Assert.Equal(axis.Length, axis.Position(1, Points - 1), 1e-12);
    }

    [Fact]
    public void EveryBandIsDrawnOnEverySegmentAndNamesStandBelow()
    {
        XElement svg = XElement.Parse(
            BandPlot.Draw(Bands(), Path, new SpectrumLevels(0, 0.5, 1), "a < b & c"));

        Assert.Equal("Band structure of a < b & c", svg.Attribute("aria-label")!.Value);
        Assert.Equal(2 * 2, svg.Descendants("polyline").Count());
        Assert.Equal(
            ["Γ", "X|M", "Γ"],
            svg.Descendants("text")
                .Where(text => text.Attribute("class")!.Value == "k-label")
                .Select(text => text.Value));
        Assert.Contains(svg.Descendants("text"), text => text.Value == "E − EVBM (eV)");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void TheGapIsLabelledWhereThereIsRoom(double gap, bool isLabelled)
    {
        var levels = new SpectrumLevels(0, gap / 2, gap);

        string svg = BandPlot.Draw(Bands(), Path, levels, "x");

        Assert.Equal(isLabelled, svg.Contains($"gap {gap}.00 eV", StringComparison.Ordinal));
    }

    [Fact]
    public void AFlatBandLiesAtItsEnergy()
    {
        XElement svg =
            XElement.Parse(BandPlot.Draw(Bands(), Path, new SpectrumLevels(0, 0.5, 1), "x"));
        double zero = TickHeight(svg, "0"), two = TickHeight(svg, "2");
        double[] heights = svg.Descendants("polyline")
            .Select(line => line.Attribute("points")!.Value.Split(' ', '\n')[0].Split(',')[1])
            .Select(y => double.Parse(y, CultureInfo.InvariantCulture))
            .Distinct()
            .Order()
            .ToArray();

        // Bands at 0 and 1 eV; pixels are written to two decimals.
        Assert.Equal(2, heights.Length);
        Assert.Equal((two - zero) / 2, heights[0] - heights[1], 0.02);
    }

    private static double TickHeight(XElement svg, string label) => double.Parse(
        svg.Descendants("text")
            .Single(text => text.Attribute("class")!.Value == "tick" && text.Value == label)
            .Attribute("y")!.Value,
        CultureInfo.InvariantCulture);

    private static BandStructure Bands()
    {
        var points = new Vector3D[2 * Points];
        double[] energies = new double[points.Length * 2];
        for (int i = 0; i < Points; i++)
        {
            double t = 0.5 * i / (Points - 1);
            points[i] = new Vector3D(t, 0, 0);
            points[Points + i] = new Vector3D(0.5 - t, 0.5 - t, 0);
        }

        for (int k = 0; k < points.Length; k++)
        {
            energies[2 * k + 1] = 1 / PhysicalConstants.HartreeInEv;
        }

        double[] weights = new double[points.Length];
        Array.Fill(weights, 1);
        return new BandStructure(1, 2, points, weights, energies)
        {
            ReciprocalLattice = 2 * Math.PI * Matrix3D.Identity,
            Path = Path,
        };
    }
}
