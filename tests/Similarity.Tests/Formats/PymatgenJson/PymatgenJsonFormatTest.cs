using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.Tests.Formats.PymatgenJson;

public class PymatgenJsonFormatTest
{
    private static string Sample(string name) => RepositoryFile.Oracle("formats/pymatgen/" + name);

    [Theory]
    [InlineData("TaZnCo2-mp-865805.json", "Ta Zn Co Co", 51.990781740454814)]
    [InlineData("Si.json", "Si Si", 40.906598655233736)]
    public void StructureIsRead(string file, string symbols, double volume)
    {
        // The volume is pymatgen's own, from the same file.
        FileContents contents = FileFormats.Read(Sample(file));
        Crystal crystal = Assert.Single(contents.Structures);
        Assert.Equal("pymatgen JSON", contents.Format);
        Assert.Equal(symbols, crystal.Symbols());
        Assert.Equal(volume, crystal.VolumeInCubicAngstrom(), 1e-13 * volume);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void DisorderMoleculesAndDummiesAreRead()
    {
        FileContents contents = FileFormats.Read(Sample("mixed-and-molecule.json"));
        Crystal mixed = contents.Structures[0], water = contents.Structures[1];
        Assert.Equal("Fe Ni O", mixed.Symbols());
        Assert.Equal([0.25, 0.75, 1], mixed.Sites.ToArray().Select(site => site.Occupancy));
        Assert.Equal(Periodicity.None, water.Periodicity);
        Assert.Equal("O H H", water.Symbols());
        FormatText.Close(new(0, 0.763239, -0.477047), water.CartesianAngstrom(1), 1e-15);
        Assert.Equal(2, contents.Warnings.Length);
    }

    [Fact]
    public void StructureInsideAnotherDocumentIsNotTaken()
    {
        FileSource dos = new(RepositoryFile.Database("spectra/matminer/si_dos.json"));
        Assert.DoesNotContain(StructureFormats.All, format => format.Recognises(dos.Head));
    }

    [Theory]
    [InlineData("\"occu\": 1}", "\"occu\": 2}", "sites[0].species[0]")]
    [InlineData("\"occu\": 1}", "\"occu\": \"1\"}", "sites[0].species[0].occu")]
    [InlineData("\"element\": \"Si\"", "\"element\": \"Sj\"", "sites[0].species[0].element")]
    [InlineData("\"abc\": [0.0, 0.0, 0.0]", "\"abc\": [0.0, 0.0]", "sites[0].abc")]
    [InlineData("\"abc\": [0.0, 0.0, 0.0]", "\"abc\": [0.0, null, 0.0]", "sites[0].abc[1]")]
    [InlineData("\"abc\": [0.0, 0.0, 0.0]", "\"abc\": [0.0, 1e999, 0.0]", "sites[0].abc[1]")]
    [InlineData("\"abc\": [0.0, 0.0, 0.0]", "\"abc\": [0.0, 1e300, 0.0]", "sites[0].species[0]")]
    [InlineData("[0.0, 2.734772, 2.734772]", "[0.0, 0.0, 0.0]", "lattice.matrix")]
    [InlineData("\"sites\"", "\"sides\"", "sites")]
    public void DamageIsRefusedByField(string sound, string damaged, string field)
    {
        string text = File.ReadAllText(Sample("Si.json"));
        int at = text.IndexOf(sound, StringComparison.Ordinal);
        Assert.True(at >= 0);
        text = text[..at] + damaged + text[(at + sound.Length)..];
        Assert.Equal(field, FormatText.Refused("pymatgen JSON", text).Field);
    }

    [Fact]
    public void PropertiesThatAreNotANumberDoNotHinder()
    {
        string text = File.ReadAllText(Sample("Si.json")).Replace(
            "\"label\": \"Si\"", "\"properties\": {\"magmom\": NaN}", StringComparison.Ordinal);
        Assert.Contains("NaN", text, StringComparison.Ordinal);
        Assert.Equal("Si Si", Assert.Single(FormatText.Read(text).Structures).Symbols());
    }

    [Fact]
    public void SyntaxErrorIsRefusedByLine() =>
        Assert.Equal(
            3, FormatText.Refused("pymatgen JSON", "{\"lattice\":\n{},\n\"sites\": [,]}").Line);

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run(
        "pymatgen JSON",
        [Sample("Si.json"), Sample("TaZnCo2-mp-865805.json"), Sample("mixed-and-molecule.json")]);
}
