using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.JsonLines;

public class JsonLinesFormatTest
{
    private const string Line =
        """{"id":"a","lattice":[[4,0,0],[0,4,0],[0,0,4]],"species":["Si","O"],"frac_coords":"""
        + """[[0,0,0],[0.5,0.1,0.5]],"other":[{}]}""";

    private static readonly string Sample = RepositoryFile.Oracle("formats/jsonl/mp-six.jsonl");

    [Fact]
    public void EveryLineIsAStructure()
    {
        FileContents contents = FileFormats.Read(Sample);
        Assert.Equal("JSON lines", contents.Format);
        Assert.Equal(6, contents.Structures.Length);
        Crystal first = contents.Structures[0];
        Assert.Equal("mp-37091", first.Name);
        Assert.Equal("Sr Al Al Te Te Te Te", first.Symbols());
        Assert.Equal(new Vector3D(0.92053, 0.42053, 0.84106), first.Sites[3].Position);
        FormatText.Close(
            new(-4.20317, 4.20317, 3.35929),
            PhysicalConstants.BohrInAngstrom * first.Lattice.Vectors.Row0, 1e-15 * 7);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void BlankLinesAreSkippedAndLinesCounted()
    {
        string text = $"\n{Line}\n  \n{Line}\r\n";
        Assert.Equal(2, FormatText.Read(text).Structures.Length);
        Assert.Equal(5, FormatText.Refused("JSON lines", text + "{\"id\":").Line);
        InvalidFileException e = FormatText.Refused(
            "JSON lines", text + Line.Replace("0.1", "\"0.1\"", StringComparison.Ordinal));
        Assert.Equal((5, "frac_coords[1][1]"), (e.Line, e.Field));
    }

    [Fact]
    public void StructuresAreReadOneByOne()
    {
        using IEnumerator<Crystal> structures =
            JsonLinesFormat.Structures(FormatText.Source(Line + "\ndamage\n")).GetEnumerator();
        Assert.True(structures.MoveNext());
        Assert.Equal(2, Assert.Throws<InvalidFileException>(() => structures.MoveNext()).Line);
    }

    [Theory]
    [InlineData("\"lattice\"", "\"latice\"", "lattice")]
    [InlineData("[4,0,0]", "[0,4,0]", "lattice")]
    [InlineData("[4,0,0]", "[4,0]", "lattice[0]")]
    [InlineData("\"Si\",", "", "frac_coords")]
    [InlineData("\"Si\"", "14", "species[0]")]
    [InlineData("\"Si\"", "\"Sx\"", "species[0]")]
    [InlineData("[0,0,0],", "{},", "frac_coords[0]")]
    [InlineData("\"a\"", "5", "id")]
    public void DamageIsRefusedByField(string sound, string damaged, string field)
    {
        InvalidFileException e = FormatText.Refused(
            "JSON lines", Line.Replace(sound, damaged, StringComparison.Ordinal));
        Assert.Equal((1, field), (e.Line, e.Field));
    }

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run("JSON lines", [Sample]);
}
