using System.Text;
using System.Text.Json;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.PymatgenBands;

public class PymatgenBandsFormatTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>
    /// Energies in the files have four decimals; only eV → hartree → eV is in between.
    /// </summary>
    private const double EnergyTolerance = 1e-12;

    /// <summary>
    /// The band structures of the oracle, by their places in it; the seventh case is a note.
    /// </summary>
    public static TheoryData<int> OracleCases => new(Enumerable.Range(0, 6));

    [Theory]
    [MemberData(nameof(OracleCases))]
    public void AgreesWithPymatgen(int index)
    {
        using JsonDocument oracle = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFile.Oracle("effective-mass/effective_mass.json")));
        JsonElement expected = oracle.RootElement.GetProperty("cases")[index];
        string path = RepositoryFile.Database(
            "spectra/" + expected.GetProperty("file").GetString());
        FileContents contents = FileFormats.Read(File.Exists(path) ? path : path + ".gz");

        Assert.Equal("pymatgen band structure", contents.Format);
        BandStructure bands = contents.Bands!;
        Assert.Equal(
            expected.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()),
            [bands.Spins, bands.KPoints.Length, bands.Bands]);
        double fermi = expected.GetProperty("efermi").GetDouble();
        Assert.Equal(fermi, bands.ReportedFermiLevel!.Value * Ev, EnergyTolerance);

        JsonElement gap = expected.GetProperty("pymatgen");
        if (!gap.GetProperty("is_metal").GetBoolean())
        {
            double[] energies = [.. bands.Energies.ToArray().Select(energy => energy * Ev)];
            double valence = energies.Where(energy => energy < fermi - EnergyTolerance).Max();
            double conduction = energies.Where(energy => energy >= fermi - EnergyTolerance).Min();
            Assert.Equal(gap.GetProperty("vbm").GetDouble(), valence, EnergyTolerance);
            Assert.Equal(gap.GetProperty("cbm").GetDouble(), conduction, EnergyTolerance);
            Assert.Equal(
                gap.GetProperty("band_gap").GetProperty("energy").GetDouble(), conduction - valence,
                EnergyTolerance);
        }

        Assert.Equal(gap.GetProperty("n_branches").GetInt32(), bands.Path!.Segments.Length);
        AgreesInItsPath(expected.GetProperty("segments"), bands);
    }

    [Fact]
    public void UniformBandsHaveAStructureAndNoPath()
    {
        FileContents contents = FileFormats.Read(
            RepositoryFile.Database("spectra/matminer/si_bandstructure_uniform.json.gz"));
        BandStructure bands = contents.Bands!;
        Assert.Null(bands.Path);
        Assert.Equal("Si", Assert.Single(contents.Structures).Formula);
        Assert.Equal((1, 220, 32), (bands.Spins, bands.KPoints.Length, bands.Bands));
        Assert.Contains(
            contents.Warnings, warning => warning.Contains("weights", StringComparison.Ordinal));

        // The reciprocal lattice of the file is dual to the lattice of its structure.
        Matrix3D product =
            bands.Crystal!.Lattice.Vectors * bands.ReciprocalLattice!.Value.Transpose;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(i == j ? 2 * Math.PI : 0, product[i, j], 1e-9);
            }
        }
    }

    [Fact]
    public void NanIsReadWhereItDoesNotMatterAndNamedWhereItDoes()
    {
        const string Template = """
            {"@class": "BandStructure", "vbm": NaN, "efermi": 0, "label": "NaN \" Infinity",
             "kpoints": [[0, 0, 0]], "bands": {"1": [[1.0], [X]]}}
            """;
        FileContents contents = Read(Template.Replace("X", "2", StringComparison.Ordinal));
        Assert.Equal(2, contents.Bands!.Bands);
        foreach (string word in (string[])["NaN", "Infinity", "-Infinity"])
        {
            var refusal = Assert.Throws<InvalidFileException>(
                () => Read(Template.Replace("X", word, StringComparison.Ordinal)));
            Assert.Equal("bands.1[1][0]", refusal.Field);
            Assert.Contains($" is {word}; expected", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static FileContents Read(string text) =>
        FileFormats.Read(new FileSource("bands.json", Encoding.UTF8.GetBytes(text)));

    private static void AgreesInItsPath(JsonElement segments, BandStructure bands)
    {
        // The oracle has no segments for a metal.
        foreach ((JsonElement expected, var actual) in segments.EnumerateArray().Zip(
            bands.Path!.Segments))
        {
            Assert.Equal(expected.GetProperty("name").GetString(), actual.Name);
            Assert.Equal(expected.GetProperty("start").GetInt32(), actual.Start);
            Assert.Equal(expected.GetProperty("end").GetInt32(), actual.End);

            Vector3D step = bands.KPoints[actual.End] - bands.KPoints[actual.Start];
            double lengthInInverseAngstrom =
                (step * bands.ReciprocalLattice!.Value).Length / PhysicalConstants.BohrInAngstrom;
            Assert.Equal(
                expected.GetProperty("length_inv_angstrom").GetDouble(), lengthInInverseAngstrom,
                1e-9);
        }
    }
}
