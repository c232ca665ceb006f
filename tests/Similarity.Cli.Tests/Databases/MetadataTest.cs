using System.Text;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Import;
using Similarity.Formats;
using Similarity.Formats.JsonLines;

namespace Similarity.Cli.Tests.Databases;

public sealed class MetadataTest
{
    private const string Line =
        """
        {"id":"a","formula":"Si","lattice":[[4,0,0],[0,4,0],[0,0,4]],"species":["Si"],
        "frac_coords":[[0,0,0]],"band_gap_eV":1.25,"source":"here","spacegroup":227,
        "is stable":true,
        "2nd":"x","notes":null,"list":[1],"volume_per_atom":8.5}
        """;

    [Fact]
    public void GapAndSourceHavePlacesOfTheirOwnAndAllElseIsAProperty()
    {
        Metadata metadata = Of(Line.ReplaceLineEndings(""));

        Assert.Equal(1.25, metadata.GapEv);
        Assert.Equal("here", metadata.Source);
        Assert.Equal(
            ["_2nd", "is_stable", "source_spacegroup", "volume_per_atom"],
            metadata.Properties.Keys);
        Assert.Equal(new PropertyValue.Truth(true), metadata.Properties["is_stable"]);
        Assert.Equal(new PropertyValue.Number(8.5), metadata.Properties["volume_per_atom"]);
    }

    [Fact]
    public void FiltersCanNameEveryProperty() => Assert.All(
        Of(Line.ReplaceLineEndings("")).Properties.Keys,
        name => Assert.True(FilterProperty.IsUserName(name), name));

    [Theory]
    [InlineData("1.5e-3", typeof(PropertyValue.Number))]
    [InlineData("true", typeof(PropertyValue.Truth))]
    [InlineData("NaN", typeof(PropertyValue.Text))]
    [InlineData("P6_3/mmc", typeof(PropertyValue.Text))]
    public void ACellIsWhatItLooksLike(string cell, Type type) =>
        Assert.IsType(type, Metadata.ValueOf(cell));

    [Fact]
    public void AnEmptyCellSaysNothing() => Assert.Null(Metadata.ValueOf(""));

    [Fact]
    public void ATableHasTheLastWord()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("table.csv", "id,gap_eV,volume_per_atom,phase\na,2,,cubic\n");
        Metadata metadata =
            Of(Line.ReplaceLineEndings("")).With(PropertyTable.Read(file).Of("a"));

        Assert.Equal(2, metadata.GapEv);
        Assert.Equal(new PropertyValue.Number(8.5), metadata.Properties["volume_per_atom"]);
        Assert.Equal(new PropertyValue.Text("cubic"), metadata.Properties["phase"]);
    }

    [Theory]
    [InlineData("name,x\na,1\n", "has no column 'id'")]
    [InlineData("id,x\na,1\na,2\n", "the id 'a' twice")]
    public void ATableWithoutIdsIsRefused(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("table.csv", text);
        Assert.Contains(
            problem, Assert.Throws<InvalidFileException>(() => PropertyTable.Read(file)).Message);
    }

    private static Metadata Of(string line) => Metadata.Of(
        JsonLinesFormat.Lines(new FileSource("x.jsonl", Encoding.UTF8.GetBytes(line)))
            .Single().Metadata());
}
