using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.Npz;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>Paths found in lists of k-points against those that the files know.</summary>
public class FoundPathTest
{
    // Γ–M–K–Γ–A–L–H–A|L–M|K–H of a hexagonal crystal, whose lattice the file does not hold.
    private const string EigenvalLines =
        "Γ-0.5 0 0 0.5 0 0-0.3333 0.3333 0 0.3333 0.3333 0-Γ Γ-0 0 0.5 "
        + "0 0 0.5-0.5 0 0.5 0.5 0 0.5-0.3333 0.3333 0.5 0.3333 0.3333 0.5-0 0 0.5 "
        + "0.5 0 0.5-0.5 0 0 0.3333 0.3333 0-0.3333 0.3333 0.5";

    /// <summary>
    /// A file that names its lines, stripped of that, gives the same lines, names and masses.
    /// </summary>
    [Theory]
    [InlineData("pymatgen/CaO_2605_bandstructure.json")]
    [InlineData("pymatgen/Cu2O_361_bandstructure.json.gz")]
    [InlineData("pymatgen/Cu2O_361_bandstructure_continuous.json.gz")]
    [InlineData("pymatgen/Cu_30_bandstructure.json")]
    [InlineData("pymatgen/InN_22205_bandstructure.json")]
    [InlineData("matminer/si_bandstructure_line.json")]
    [InlineData("matminer/VBr2_971787_bandstructure.json")]
    public void AgreesWithTheNamedPath(string name)
    {
        BandStructure given = Read(name);
        KPointNames names = given.Crystal is null
            ? KPointNames.Of(given.ReciprocalLattice)
            : KPointNames.Of(given.Crystal);
        KPointPath? path = KPointPath.Find(given.KPoints, given.Weights, names);
        Assert.NotNull(path);
        Assert.Equal(
            given.Path!.Segments.Select(
                s => (s.Start, s.End, Plain(s.StartLabel), Plain(s.EndLabel))),
            path.Segments.Select(s => (s.Start, s.End, s.StartLabel, s.EndLabel)));

        var found = new BandStructure(
            given.Spins, given.StatesPerBand, given.KPoints, given.Weights, given.Energies)
        {
            ReciprocalLattice = given.ReciprocalLattice,
            Path = path,
        };
        LineMasses expected = EffectiveMass.AlongPath(given, given.ReportedFermiLevel!.Value);
        LineMasses masses = EffectiveMass.AlongPath(found, given.ReportedFermiLevel.Value);
        Assert.Equal(
            (expected.Electron, expected.Hole, expected.Gap),
            (masses.Electron, masses.Hole, masses.Gap));
    }

    /// <summary>Lists of points without a word of lines, as four programs write them.</summary>
    [Theory]
    [InlineData("vise/MgO_band_vasprun.xml.gz", "Γ-X X-U K-Γ Γ-L L-W W-X")]
    [InlineData("effmass/QE_bands_k32.log.gz", "Γ-M M-K K-M M-K K-M M-K K-Γ")]
    [InlineData("effmass/castep_Si.bands", "W-L L-Γ Γ-X X-0.5 0.2222 0.7222 0.4821 0.2679 0.75-K")]
    [InlineData("pymatgen/EIGENVAL.gz", EigenvalLines)]
    public void ListsAreSeenThrough(string name, string lines)
    {
        BandStructure bands = Read(name);
        Assert.Equal(lines, string.Join(' ', bands.Path!.Segments.Select(s => s.Name)));

        // Nothing is left over: all points without weight, or all points, are on the lines.
        int[] onPath = bands.Path.Segments
            .SelectMany(s => Enumerable.Range(s.Start, s.Count)).Distinct().ToArray();
        int[] weightless = Enumerable.Range(0, bands.KPoints.Length)
            .Where(k => bands.Weights[k] == 0).ToArray();
        Assert.Equal(weightless.Length > 0, bands.SamplesZone);
        Assert.Equal(bands.SamplesZone ? weightless.Length : bands.KPoints.Length, onPath.Length);
        Assert.True(!bands.SamplesZone || onPath.Order().SequenceEqual(weightless));
    }

    /// <summary>
    /// Electrons of MgO weigh 0.35 to 0.4 in calculations of many kinds, alike along all lines.
    /// </summary>
    [Fact]
    public void MagnesiumOxideHasItsElectronMass()
    {
        BandStructure bands = Read("vise/MgO_band_vasprun.xml.gz");
        LineMasses masses = EffectiveMass.AlongPath(bands, bands.ReportedFermiLevel!.Value);
        double[] atMinimum = masses.Segments.Where(s => s.HasConductionMinimum)
            .Select(s => s.Electron!.Value).ToArray();
        Assert.Equal(3, atMinimum.Length);
        Assert.All(atMinimum, mass => Assert.InRange(mass, 0.34, 0.41));
    }

    [Theory]
    [InlineData("amset/Si_vasprun.xml.gz")]
    [InlineData("jarvis/vasprun.xml.JVASP-39.gz")]
    [InlineData("matminer/si_bandstructure_uniform.json.gz")]
    [InlineData("pymatgen/vasprun.Al.xml.gz")]
    [InlineData("pymatgen/vasprun.LiF.xml.gz")]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz")]
    [InlineData("pymatgen/vasprun.uniform.xml.gz")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("vise/MgO_dos_vasprun.xml.gz")]
    public void MeshesOfFilesAreNoPath(string name) => AssertNoPath(Read(name));

    [Theory]
    [InlineData("one_spin_insulator")]
    [InlineData("one_spin_metal")]
    [InlineData("two_spin_insulator")]
    public void MeshesOfSorepAreNoPath(string name) => AssertNoPath(
        FileFormats.Read(RepositoryFile.Oracle($"sorep/{name}/bands.npz")).Bands!);

    /// <summary>An archive stores no path; its points still show it.</summary>
    [Fact]
    public void ArchivesShowTheirPath()
    {
        BandStructure oxide = Read("vise/MgO_band_vasprun.xml.gz");
        using var stream = new MemoryStream();
        NpzBandsWriter.Write(stream, oxide);
        BandStructure archived =
            FileFormats.Read(new FileSource("bands.npz", stream.ToArray())).Bands!;
        Assert.Equal(oxide.Path!.Segments.ToArray(), archived.Path!.Segments.ToArray());
    }

    /// <summary>Also when the weights are lost, by which many would be refused.</summary>
    private static void AssertNoPath(BandStructure bands)
    {
        Assert.Null(bands.Path);
        double[] equal = Enumerable.Repeat(1.0, bands.KPoints.Length).ToArray();
        Assert.Null(KPointPath.Find(bands.KPoints, equal, KPointNames.Coordinates));
    }

    private static BandStructure Read(string name) =>
        FileFormats.Read(RepositoryFile.Database("spectra/" + name)).Bands!;

    private static string Plain(string label) => label == "\\Gamma" ? "Γ" : label;
}
