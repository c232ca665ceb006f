using Similarity.Formats;

namespace Similarity.Tests.Formats.Poscar;

public class XdatcarFormatTest
{
    private static readonly string Sample = RepositoryFile.Oracle("formats/poscar/XDATCAR");

    [Fact]
    public void EveryStepIsReadInItsOwnCell()
    {
        FileContents contents = FileFormats.Read(Sample);
        Assert.Equal("XDATCAR", contents.Format);
        Assert.Equal([0, 0.01, 0.02], contents.Structures.Select(step => step.Sites[0].Position.X));
        Assert.Equal([0, 0.02, 0.04], contents.Structures.Select(step => step.Sites[2].Position.Z));
        Assert.All(contents.Structures, step => Assert.Equal("Ti O O", step.Symbols()));
        Assert.Equal(4.6 * 4.6 * 2.95, contents.Structures[1].VolumeInCubicAngstrom(), 1e-12);
        Assert.Equal(4.7 * 4.7 * 3, contents.Structures[2].VolumeInCubicAngstrom(), 1e-12);
    }

    [Theory]
    [InlineData("Direct configuration=     1", "Direct   ", 8)]
    [InlineData("0.30500000  0.31000000  0.00000000\n   0.69500000  0.69500000  0.02", "0.3", 14)]
    public void DamageIsRefusedByLine(string sound, string damaged, long line)
    {
        string text = File.ReadAllText(Sample);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        InvalidFileException refusal = FormatText.Refused(
            "XDATCAR", text.Replace(sound, damaged, StringComparison.Ordinal));
        Assert.Equal(line, refusal.Line);
    }

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run("XDATCAR", [Sample]);
}
