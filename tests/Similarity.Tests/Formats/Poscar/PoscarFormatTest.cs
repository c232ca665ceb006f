using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.Poscar;

public class PoscarFormatTest
{
    private const string Rutile =
        """
        TiO2 rutile
        1.0
        4.6 0.0 0.0
        0.0 4.6 0.0
        0.0 0.0 2.96
        Ti O
        2 4
        Direct
        0.0 0.0 0.0
        0.5 0.5 0.5
        0.3 0.3 0.0
        0.7 0.7 0.0
        0.2 0.8 0.5
        0.8 0.2 0.5

        """;

    private static Crystal Read(string text) => Assert.Single(FormatText.Read(text).Structures);

    [Fact]
    public void DirectCoordinatesAreExact()
    {
        Crystal crystal = Read(Rutile);
        Assert.Equal("TiO2 rutile", crystal.Name);
        Assert.Equal("Ti Ti O O O O", crystal.Symbols());
        Assert.Equal(new Vector3D(0.2, 0.8, 0.5), crystal.Sites[4].Position);
        Assert.Equal(4.6 * 4.6 * 2.96, crystal.VolumeInCubicAngstrom(), 1e-12);
    }

    [Theory]
    [InlineData("2.0", 8)]
    [InlineData("-125.2672", 125.2672 / 62.6336)]
    [InlineData("1.0 2.0 3.0", 6)]
    [InlineData("1.5 ! a remark", 3.375)]
    public void ScaleMultipliesTheVolume(string scale, double factor)
    {
        string text = Rutile.Replace("\n1.0\n", $"\n{scale}\n", StringComparison.Ordinal);
        double volume = Read(text).VolumeInCubicAngstrom();
        Assert.Equal(factor * 4.6 * 4.6 * 2.96, volume, 1e-10);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0")]
    [InlineData("-500")]
    [InlineData("1.0 2.0 3.0")]
    public void CartesianAndDirectAgree(string scale)
    {
        // Positions are scaled as the vectors are, so the same numbers mean the same fractions.
        string direct = Rutile.Replace("\n1.0\n", $"\n{scale}\n", StringComparison.Ordinal);
        string cartesian = direct
            .Replace("Direct", "kartesian", StringComparison.Ordinal)
            .Replace("0.5 0.5 0.5", "2.3 2.3 1.48", StringComparison.Ordinal)
            .Replace("0.2 0.8 0.5", "0.92 3.68 1.48", StringComparison.Ordinal);
        Crystal a = Read(direct), b = Read(cartesian);
        foreach (int site in new[] { 0, 1, 4 })
        {
            FormatText.Close(a.Sites[site].Position, b.Sites[site].Position, 1e-15);
        }
    }

    [Fact]
    public void SelectiveDynamicsAndVelocitiesAreIgnored()
    {
        string text = Rutile
            .Replace("Direct", "Selective dynamics\nDirect", StringComparison.Ordinal)
            .Replace("0.5 0.5 0.5", "0.5 0.5 0.5 T F T", StringComparison.Ordinal)
            + "\n0.0 0.0 0.0\n0.1 0.1 0.1\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n";
        Assert.Equal(Read(Rutile).Sites.ToArray(), Read(text).Sites.ToArray());
    }

    [Theory]
    [InlineData("Ti_pv O_s")]
    [InlineData("Ti_pv/3f2a O/0b1c")]
    [InlineData("Ti1 O2")]
    [InlineData("Ti O ! a remark")]
    public void NamesOfPotentialsAreElements(string symbols) => Assert.Equal(
        "Ti Ti O O O O", Read(Rutile.Replace("Ti O", symbols, StringComparison.Ordinal)).Symbols());

    [Fact]
    public void Vasp4TakesTheSymbolsOfTheTitle()
    {
        string text = Rutile.Replace("Ti O\n", "", StringComparison.Ordinal);
        Assert.Equal(
            "Ti Ti O O O O",
            Read(text.Replace("TiO2 rutile", "Ti2 O4", StringComparison.Ordinal)).Symbols());
    }

    [Fact]
    public void Vasp4WithAVolumeIsRead()
    {
        Crystal salt = FileFormats.Read(
            RepositoryFile.Oracle("formats/poscar/NaCl-vasp4.poscar")).Structures[0];
        Assert.Equal("Na Cl", salt.Symbols());
        Assert.Equal(44.85, salt.VolumeInCubicAngstrom(), 1e-13 * 44.85);
        FormatText.Close(new(0.5, 0.5, 0.5), salt.Sites[1].Position, 1e-15);
    }

    [Fact]
    public void Vasp4TakesTheSymbolsAfterThePositions()
    {
        string[] lines = Rutile.Replace("Ti O\n", "", StringComparison.Ordinal).Split('\n');
        for (int i = 0; i < 6; i++)
        {
            lines[7 + i] += i < 2 ? " Ti" : " O";
        }

        Assert.Equal("Ti Ti O O O O", Read(string.Join('\n', lines)).Symbols());
    }

    [Fact]
    public void Vasp4WithoutSymbolsSaysHowToMend()
    {
        InvalidFileException e = FormatText.Refused(
            "POSCAR", Rutile.Replace("Ti O\n", "", StringComparison.Ordinal));
        Assert.Equal(6, e.Line);
        Assert.Contains(
            "write one symbol for each number of atoms", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DensityOnAGridIsNotTakenForAStructure()
    {
        FileContents contents = FormatText.Read(
            Rutile + "\n   2   2   2\n 1 2 3 4 5\n 6 7 8\n");
        Assert.Equal("CHGCAR", contents.Format);
        Assert.Equal([1, 5, 3, 7, 2, 6, 4, 8], contents.Volume!.Values.ToArray());
    }

    /// <summary>
    /// Atoms enough to hide the grid from the head that formats are recognised by.
    /// </summary>
    [Fact]
    public void DensityBehindManyAtomsIsFound()
    {
        const int Atoms = 2000;
        string atoms = string.Concat(Enumerable.Range(0, Atoms).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i / (double)Atoms:F6} 0.0 0.0\n")));
        FileContents contents = FormatText.Read(
            $"many\n1.0\n4000 0 0\n0 4 0\n0 0 4\nSi\n{Atoms}\nDirect\n"
            + $"{atoms}\n1 1 2\n3.0 4.0\n");
        Assert.Equal("CHGCAR", contents.Format);
        Assert.Equal([3, 4], contents.Volume!.Values.ToArray());
        Assert.Equal(Atoms, Assert.Single(contents.Structures).Count);
    }

    [Theory]
    [InlineData("\n1.0\n", "\n0.0\n", 2)]
    [InlineData("\n1.0\n", "\none\n", 2)]
    [InlineData("0.0 4.6 0.0", "0.0 4.6", 4)]
    [InlineData("0.0 4.6 0.0", "4.6 0.0 0.0", 5)]
    [InlineData("Ti O", "Ti Q", 6)]
    [InlineData("Ti O", "Ti O N", 7)]
    [InlineData("2 4", "2 -4", 7)]
    [InlineData("2 4", "0 0", 7)]
    [InlineData("2 4", "2 1000000000000", 7)]
    [InlineData("2 4", "2 2147483647", 15)]
    [InlineData("Direct", "0.0 0.0 0.0", 8)]
    [InlineData("0.3 0.3 0.0", "0.3 nan 0.0", 11)]
    [InlineData("0.3 0.3 0.0", "0.3 0.3", 11)]
    [InlineData("0.8 0.2 0.5\n", "", 14)]
    public void DamageIsRefusedByLine(string sound, string damaged, long line)
    {
        Assert.Contains(sound, Rutile, StringComparison.Ordinal);
        Assert.Equal(line, FormatText.Refused(
            "POSCAR", Rutile.Replace(sound, damaged, StringComparison.Ordinal)).Line);
    }

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run(
        "POSCAR",
        [
            RepositoryFile.Oracle("formats/poscar/rutile-vasp5.poscar"),
            RepositoryFile.Oracle("formats/poscar/SrAl2Te4-selective.poscar"),
            RepositoryFile.Oracle("formats/poscar/NaCl-vasp4.poscar"),
        ]);

    private static FileContents StructureOf(string text) => StructureFormats.All
        .FirstOrDefault(format => format.Recognises(FormatText.Source(text).Head))
        ?.Read(FormatText.Source(text))
            ?? throw new InvalidFileException("test-file", "not recognised");
}
