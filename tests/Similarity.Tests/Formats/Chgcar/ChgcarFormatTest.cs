using Similarity.Formats;

namespace Similarity.Tests.Formats.Chgcar;

public class ChgcarFormatTest
{
    /// <summary>
    /// ρ V counts the points: 100 i + 10 j + k and a quarter; the magnetisation likewise.
    /// </summary>
    [Fact]
    public void FieldsAreAtTheirPlacesAndPerVolume()
    {
        FileContents contents = ElectronicSample.Read("CHGCAR");
        Assert.Equal("CHGCAR", contents.Format);
        Assert.Equal(["density", "magnetisation"], contents.Volumes.Select(field => field.Name));
        Assert.Empty(contents.Warnings);
        VolumetricData density = contents.Volumes[0], magnetisation = contents.Volumes[1];
        Assert.Equal((2, 3, 4), (density.Count0, density.Count1, density.Count2));
        double volume = density.Crystal.Lattice.Volume;
        Assert.Equal(120 / Math.Pow(PhysicalConstants.BohrInAngstrom, 3), volume, 1e-10);
        for (int i = 0; i < density.Values.Length; i++)
        {
            int point = 100 * (i / 12) + 10 * (i / 4 % 3) + i % 4;
            Assert.Equal(point + 0.25, density.Values[i] * volume, 1e-12 * (point + 1));
            Assert.Equal(-point - 0.5, magnetisation.Values[i] * volume, 1e-12 * (point + 1));
        }

        for (int axis = 0; axis < 3; axis++)
        {
            double length = density.Crystal.Lattice.Vectors[axis].Length;
            int count = axis + 2;
            Assert.Equal(length, count * density.Steps[axis].Length, 1e-14 * length);
        }

        Assert.Equal(0, density.Origin.Length);
        Assert.Equal("Mg O", Assert.Single(contents.Structures).Symbols());
    }

    /// <summary>
    /// Without augmentation it may be a potential: nothing is divided, and said so.
    /// </summary>
    [Fact]
    public void FieldOfUnknownKindIsKeptAsItStands()
    {
        FileContents contents = ElectronicSample.Edited("CHGCAR", text =>
            text[..text.IndexOf("augmentation", StringComparison.Ordinal)]);
        Assert.Equal(0.25, contents.Volume!.Values[0]);
        Assert.Equal(123.25, contents.Volume.Values[^1]);
        Assert.Contains(
            "as they stand", Assert.Single(contents.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.50000000000E-01", "2.5000 00000E-01", "holds more than the 24 values")]
    [InlineData("augmentation occupancies   2   3", "augmented", "'augmented' is not a value")]
    [InlineData("    2    3    4\n ", "    2    3    0\n ", "expected three numbers of points")]
    public void DamageIsRefused(string sound, string damaged, string expected)
    {
        string text = File.ReadAllText(RepositoryFile.Oracle("formats/electronic/CHGCAR"));
        InvalidFileException refusal = FormatText.Refused("CHGCAR", Once(text, sound, damaged));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Line);
    }

    [Fact]
    public void FieldThatBreaksOffIsRefused()
    {
        var refusal = Assert.Throws<InvalidFileException>(() => ElectronicSample.Edited(
            "CHGCAR",
            text => text[..(text.LastIndexOf("    2    3    4", StringComparison.Ordinal) + 100)]));
        Assert.Contains("24 values", refusal.Message, StringComparison.Ordinal);
    }

    private static string Once(string text, string sound, string damaged)
    {
        int at = text.IndexOf(sound, StringComparison.Ordinal);
        return text[..at] + damaged + text[(at + sound.Length)..];
    }
}
