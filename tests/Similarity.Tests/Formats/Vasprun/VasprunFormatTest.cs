using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Vasprun;

public class VasprunFormatTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>The eight runs of the oracle, by their names in database/spectra.</summary>
    public static TheoryData<int> OracleCases => new(Enumerable.Range(0, 8));

    [Theory]
    [MemberData(nameof(OracleCases))]
    public void AgreesWithTheIndependentReader(int index)
    {
        using JsonDocument oracle = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFile.Oracle("vasprun/vasprun_sorep.json")));
        JsonElement expected = oracle.RootElement.GetProperty("cases")[index];
        string name = expected.GetProperty("file").GetString()!;
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name : name + ".gz";
        FileContents contents = FileFormats.Read(RepositoryFile.Database("spectra/" + name));

        Assert.Equal("vasprun.xml", contents.Format);
        BandStructure bands = contents.Bands!;
        Assert.Equal(
            expected.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()),
            [bands.Spins, bands.KPoints.Length, bands.Bands]);
        Assert.Equal(expected.GetProperty("nelect").GetDouble(), bands.Electrons);
        Assert.Equal(
            expected.GetProperty("efermi_vasp").GetDouble(), bands.ReportedFermiLevel!.Value * Ev,
            1e-12);
        Assert.Equal(expected.GetProperty("weight_sum").GetDouble(), bands.RawWeightSum, 1e-12);

        double electrons = expected.GetProperty("n_from_vasp_occupations").GetDouble();
        Assert.Equal(electrons, BandStructureAudit.OccupiedElectrons(bands)!.Value, 1e-10);
        Assert.Equal(SmearingOf(expected), bands.ReportedSmearing);

        DensityOfStates dos = contents.Dos!;
        JsonElement grid = expected.GetProperty("dos");
        Assert.Equal(grid.GetProperty("n").GetInt32(), dos.Energies.Length);
        Assert.Equal(grid.GetProperty("e0").GetDouble(), dos.Energies[0] * Ev, 1e-12);
        Assert.Equal(grid.GetProperty("e1").GetDouble(), dos.Energies[^1] * Ev, 1e-12);
        Assert.Equal(
            expected.GetProperty("formula").GetString()!.Split(' ').Order(StringComparer.Ordinal),
            ElementCounts(contents).Order(StringComparer.Ordinal));
    }

    /// <summary>ISMEAR −5 is the tetrahedron method, which is no smearing.</summary>
    private static Smearing? SmearingOf(JsonElement run)
    {
        double width = run.GetProperty("sigma").GetDouble() / Ev;
        return run.GetProperty("ismear").GetInt32() switch
        {
            0 => new Gaussian(width),
            2 => new MethfesselPaxton(2, width),
            -5 => null,
            int other => throw new ArgumentException($"the oracle has no ISMEAR {other}"),
        };
    }

    private static IEnumerable<string> ElementCounts(FileContents contents) =>
        contents.Structures[0].Sites
        .ToArray().GroupBy(site => site.Element).Select(
            group => $"{group.Key.Symbol}{group.Count()}");
}
