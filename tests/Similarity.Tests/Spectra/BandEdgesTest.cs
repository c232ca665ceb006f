using System.Text.Json;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class BandEdgesTest
{
    private const double Ev = SorepBands.Ev;

    [Theory]
    [InlineData("one_spin_insulator", 304)]
    [InlineData("two_spin_insulator", 114)]
    public void EdgesMeetSorep(string name, double electrons)
    {
        SorepBands sorep = SorepBands.Read(name);
        BandEdges edges = BandEdges.Of(sorep.Bands, sorep.FermiLevel);
        Assert.False(edges.IsMetal);
        Assert.Equal(
            sorep.Oracle.GetProperty("vbm").GetDouble(), edges.ValenceMaximum!.Energy * Ev, 1e-13);
        Assert.Equal(
            sorep.Oracle.GetProperty("cbm").GetDouble(),
            edges.ConductionMinimum!.Energy * Ev,
            1e-13);
        Assert.Equal(
            sorep.Oracle.GetProperty("band_gap").GetDouble(), edges.Gap!.Value * Ev, 1e-13);
        Assert.Equal(electrons, edges.Electrons);
        BandEdge[] found = [edges.ValenceMaximum, edges.ConductionMinimum, edges.DirectGapAt!];
        foreach (BandEdge edge in found)
        {
            Assert.Equal(edge.Energy, sorep.Bands.EnergiesAt(edge.Spin, edge.KPoint)[edge.Band]);
        }

        Assert.True(edges.DirectGap >= edges.Gap);
    }

    /// <summary>
    /// Not of InN, whose Fermi level lies 10⁻⁴ eV above its bands: there pymatgen goes by the
    /// number of the band and finds a direct gap of 2.6 eV beside its gap of 10⁻⁴ eV.
    /// </summary>
    [Theory]
    [InlineData("pymatgen/CaO_2605_bandstructure.json")]
    [InlineData("matminer/si_bandstructure_line.json")]
    [InlineData("matminer/VBr2_971787_bandstructure.json")]
    [InlineData("pymatgen/Cu2O_361_bandstructure.json")]
    public void GapsMeetPymatgen(string file)
    {
        using JsonDocument oracles = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("effective-mass/effective_mass.json")));
        JsonElement pymatgen = oracles.RootElement.GetProperty("cases").EnumerateArray()
            .First(row => row.GetProperty("file").GetString() == file).GetProperty("pymatgen");
        string path = RepositoryFile.Database("spectra/" + file);
        BandStructure bands = FileFormats.Read(File.Exists(path) ? path : path + ".gz").Bands!;
        BandEdges edges = BandEdges.Of(bands, bands.ReportedFermiLevel!.Value);
        Assert.Equal(pymatgen.GetProperty("is_metal").GetBoolean(), edges.IsMetal);
        JsonElement gap = pymatgen.GetProperty("band_gap");
        Assert.Equal(gap.GetProperty("direct").GetBoolean(), edges.IsDirect);
        Assert.Equal(gap.GetProperty("energy").GetDouble(), edges.Gap!.Value * Ev, 1e-12);
        double direct = pymatgen.GetProperty("direct_gap").GetDouble();
        Assert.Equal(direct, edges.DirectGap!.Value * Ev, 1e-12);
    }

    [Fact]
    public void BandsOfAMetalCrossTheFermiLevel()
    {
        SorepBands sorep = SorepBands.Read("one_spin_metal");
        BandEdges edges = BandEdges.Of(sorep.Bands, sorep.FermiLevel);
        Assert.True(edges.IsMetal);
        Assert.Null(edges.ValenceMaximum);
        Assert.Equal((0, 0), (edges.Gap, edges.DirectGap));
    }

    [Fact]
    public void EveryLevelInTheGapGivesTheSameEdges()
    {
        // Valence maximum 0 at k = 0, conduction minimum 1 at k = 1, direct gap 1.5 at k = 1.
        BandStructure bands = Bands([-3, 0, 2, -3, -0.5, 1]);
        foreach (double level in (double[])[0, 1e-9, 0.5, 1 - 1e-9, 1])
        {
            BandEdges edges = BandEdges.Of(bands, level);
            Assert.Equal(new BandEdge(0, 0, 0, 1), edges.ValenceMaximum);
            Assert.Equal(new BandEdge(1, 0, 1, 2), edges.ConductionMinimum);
            Assert.Equal((1, 1.5), (edges.Gap, edges.DirectGap));
            Assert.Equal(new BandEdge(-0.5, 0, 1, 1), edges.DirectGapAt);
            Assert.False(edges.IsDirect);
            Assert.Equal(4, edges.Electrons);
        }
    }

    [Fact]
    public void EqualEdgesElsewhereDoNotHideADirectGap()
    {
        // The maximum 0 occurs at both k-points; the minimum only at the second.
        BandEdges edges = BandEdges.Of(Bands([-1, 0, 2, -1, 0, 1]), 0.5);
        Assert.Equal(0, edges.ValenceMaximum!.KPoint);
        Assert.True(edges.IsDirect);
    }

    [Fact]
    public void DirectGapKeepsItsSpin()
    {
        // Up: −1 → 2; down: 0 → 1.2. The fundamental gap is 1.2 of down at the one k-point.
        var bands = new BandStructure(2, 1, new Vector3D[1], [1], [-1.0, 2, 0, 1.2]);
        BandEdges edges = BandEdges.Of(bands, 0.5);
        Assert.Equal(1.2, edges.DirectGap);
        Assert.Equal(1, edges.DirectGapAt!.Spin);
        Assert.Equal(2, edges.Electrons);
    }

    [Fact]
    public void SpinsMayFillDifferentNumbersOfBands()
    {
        var bands = new BandStructure(2, 1, new Vector3D[1], [1], [-1.0, -0.5, 2, -0.8, 1, 3]);
        BandEdges edges = BandEdges.Of(bands, 0);
        Assert.Equal(3, edges.Electrons);
        Assert.Equal(1.5, edges.Gap);
        Assert.Equal(1.8, edges.DirectGap);
        Assert.False(edges.IsDirect);
    }

    [Fact]
    public void UnsortedBandsAreOrderedByEnergy() =>
        Assert.Equal(
            BandEdges.Of(Bands([-3, 0, 2, -3, -0.5, 1]), 0.5),
            BandEdges.Of(Bands([2, -3, 0, -0.5, 1, -3]), 0.5));

    [Fact]
    public void HalfFilledFlatBandIsMetallic() =>
        Assert.True(BandEdges.Of(Bands([-1, 0, 1, -1, 0, 1]), 0).IsMetal);

    [Fact]
    public void BandsThatTouchHaveNoGap() =>
        Assert.True(BandEdges.Of(Bands([-1, 0, 1, -1, -0.5, 0]), 0).IsMetal);

    [Fact]
    public void CrossingWithinTheToleranceIsNone()
    {
        double tiny = BandEdges.EnergyTolerance / 2;
        BandEdges edges = BandEdges.Of(Bands([-1, tiny, 1, -1, -0.1, 1]), 0);
        Assert.False(edges.IsMetal);
        Assert.Equal(tiny, edges.ValenceMaximum!.Energy);
        Assert.True(BandEdges.Of(Bands([-1, 3 * tiny, 1, -1, -0.1, 1]), 0).IsMetal);
    }

    [Fact]
    public void MissingBandsLeaveTheGapOpen()
    {
        BandEdges full = BandEdges.Of(Bands([-1, 0, -1, -0.5]), 1);
        Assert.Null(full.ConductionMinimum);
        Assert.Null(full.Gap);
        Assert.False(full.IsMetal || full.IsDirect);
        Assert.Equal(0, full.ValenceMaximum!.Energy);
        Assert.Null(BandEdges.Of(Bands([-1, 0, -1, -0.5]), -2).ValenceMaximum);
    }

    private static BandStructure Bands(double[] energies) =>
        new(1, 2, new Vector3D[2], [1, 1], energies);
}
