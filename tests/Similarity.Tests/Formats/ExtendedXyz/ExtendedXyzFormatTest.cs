using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.ExtendedXyz;
using Similarity.Numerics;

namespace Similarity.Tests.Formats.ExtendedXyz;

public class ExtendedXyzFormatTest
{
    /// <summary>An extended and a plain frame with everything the format can say.</summary>
    private static readonly string Rich = File.ReadAllText(
        RepositoryFile.Oracle("formats/xyz/every-feature.xyz"));

    [Fact]
    public void StructureIsRead()
    {
        FileContents contents = FormatText.Read(Rich);
        Assert.Equal("extended XYZ", contents.Format);
        Assert.Equal(2, contents.Structures.Length);
        Crystal crystal = contents.Structures[0];
        Assert.Equal("Si C", crystal.Symbols());
        Assert.Equal(new Periodicity(true, true, false), crystal.Periodicity);
        FormatText.Close(new(0.25, 0.5, 0.5), crystal.Sites[1].Position, 1e-15);
    }

    [Fact]
    public void PlainXyzIsAMoleculeWhosePositionsStay()
    {
        Crystal water = FormatText.Read(Rich).Structures[1];
        Assert.Equal("O H H", water.Symbols());
        Assert.Equal(Periodicity.None, water.Periodicity);
        Assert.Equal("a plain comment = \"unclosed", water.Name);
        FormatText.Close(new(-0.24, 0.93, 0), water.CartesianAngstrom(2), 1e-15);
        Assert.Equal(1.2 * 1 * 1, water.VolumeInCubicAngstrom(), 1e-14);
    }

    [Fact]
    public void KeysAndColumnsAreKept()
    {
        ExtendedXyzFrame frame = ExtendedXyzFormat.Frames(FormatText.Source(Rich)).First();
        Assert.Equal("250 eV", frame["cut_off"]!.Text);
        Assert.Equal("F", frame["quoted key"]!.Text);
        Assert.Equal("T", frame["flag"]!.Text);
        Assert.Equal("", frame["empty"]!.Text);
        Assert.Equal("a \"b\" \\ c", frame["note"]!.Text);
        Assert.Equal((2, 2), (frame["table"]!.Rows, frame["table"]!.Columns));
        Assert.Equal(["si", "two words", ""], frame["words"]!.Items.ToArray());
        Assert.True(frame["stress"]!.TryNumbers(out double[] stress));
        Assert.Equal([1, 2, 3e-5], stress);
        var forces = (ExtendedXyzColumn<double>)frame.Columns[3];
        Assert.Equal(
            [0.1, -0.2, 1e-300, double.NaN, 0, 0.30000000000000004], forces.Values.ToArray());
        Assert.Equal([true, false], ((ExtendedXyzColumn<bool>)frame.Columns[4]).Values.ToArray());
    }

    public static TheoryData<string> RealFiles() => new(
        [
            RepositoryFile.Oracle("formats/xyz/rholearn_si_diamond_10.xyz"),
            RepositoryFile.Oracle("formats/xyz/water.xyz"),
            RepositoryFile.Oracle("sorep/one_spin_metal/structure.xyz"),
            RepositoryFile.Oracle("sorep/one_spin_insulator/structure.xyz"),
            RepositoryFile.Oracle("sorep/two_spin_insulator/structure.xyz"),
        ]);

    [Theory]
    [MemberData(nameof(RealFiles))]
    public void WritingAndReadingARealFileIsTheIdentity(string path) =>
        AssertIdentity(new FileSource(path));

    [Fact]
    public void WritingAndReadingEveryFeatureIsTheIdentity() =>
        AssertIdentity(FormatText.Source(Rich));

    private static void AssertIdentity(FileSource source)
    {
        ImmutableArray<ExtendedXyzFrame> frames = [.. ExtendedXyzFormat.Frames(source)];
        Assert.NotEmpty(frames);
        using var text = new StringWriter();
        ExtendedXyzFormat.Write(text, frames);
        ImmutableArray<ExtendedXyzFrame> again =
            [.. ExtendedXyzFormat.Frames(FormatText.Source(text.ToString()))];
        Assert.Equal(frames.Length, again.Length);
        foreach ((ExtendedXyzFrame a, ExtendedXyzFrame b) in frames.Zip(again))
        {
            Assert.Equal(a.Info.ToArray(), b.Info.ToArray());
            Assert.Equal(a.Comment, b.Comment);
            Assert.Equal(a.Crystal.Lattice, b.Crystal.Lattice);
            Assert.Equal(a.Crystal.Sites.ToArray(), b.Crystal.Sites.ToArray());
            Assert.Equal(a.Columns.Length, b.Columns.Length);
            foreach ((ExtendedXyzColumn x, ExtendedXyzColumn y) in a.Columns.Zip(b.Columns))
            {
                Assert.Equal((x.Name, x.Width, x.Count), (y.Name, y.Width, y.Count));
                switch (x)
                {
                    case ExtendedXyzColumn<double> reals:
                        AssertValues(reals, y);
                        break;
                    case ExtendedXyzColumn<long> integers:
                        AssertValues(integers, y);
                        break;
                    case ExtendedXyzColumn<bool> logicals:
                        AssertValues(logicals, y);
                        break;
                    default:
                        AssertValues((ExtendedXyzColumn<string>)x, y);
                        break;
                }
            }
        }
    }

    private static void AssertValues<T>(ExtendedXyzColumn<T> expected, ExtendedXyzColumn actual) =>
        Assert.Equal(
            expected.Values.ToArray(),
            Assert.IsType<ExtendedXyzColumn<T>>(actual).Values.ToArray());

    [Fact]
    public void FramesAreReadOneByOne()
    {
        // The second frame is damaged; the first comes out all the same.
        using IEnumerator<ExtendedXyzFrame> frames = ExtendedXyzFormat.Frames(
            FormatText.Source("1\nLattice=\"1 0 0 0 1 0 0 0 1\"\nSi 0 0 "
                + "0\ndamage\n")).GetEnumerator();
        Assert.True(frames.MoveNext());
        Assert.Equal(4, Assert.Throws<InvalidFileException>(() => frames.MoveNext()).Line);
    }

    [Fact]
    public void AtomicNumbersNameElements() => Assert.Equal(
        "Si O",
        FormatText.Read("2\nProperties=Z:I:1:pos:R:3\n14 0 0 0\n8 1 0 0\n")
            .Structures[0].Symbols());

    [Theory]
    [InlineData("4 0 0 0 0 0 0 0 0", "T F F")]
    [InlineData("0 0 0 0 4 0 0 0 6", "F T T")]
    [InlineData("4 0 0 0 0 0 0 0 6", "T F T")]
    [InlineData("0 0 0 1 4 0 0 0 0", "F T F")]
    public void MissingVectorsOfSlabsAndWiresAreCompleted(string lattice, string pbc)
    {
        Crystal crystal = FormatText.Read(
            $"2\nLattice=\"{lattice}\" pbc=\"{pbc}\" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi "
                + $"1 2 3\n").Structures[0];
        Periodicity found = crystal.Periodicity;
        bool[] axes = [found.A, found.B, found.C];
        Assert.Equal(pbc, string.Join(' ', axes.Select(repeats => repeats ? "T" : "F")));
        FormatText.Close(new(1, 2, 3), crystal.CartesianAngstrom(1), 1e-14);
        Matrix3D a = crystal.Lattice.Vectors;
        Assert.True(a.Determinant > 0);
    }

    [Theory]
    [InlineData("x\n\nSi 0 0 0\n", 1)]
    [InlineData("0\nLattice=\"1 0 0 0 1 0 0 0 1\"\n", 1)]
    [InlineData("1000000000000\nLattice=\"1 0 0 0 1 0 0 0 1\"\nSi 0 0 0\n", 1)]
    [InlineData("2147483647\nLattice=\"1 0 0 0 1 0 0 0 1\"\nSi 0 0 0\n", 4)]
    [InlineData("1\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 0 1 0 0 0\"\nSi 0 0 0\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 0 1 0 0 0 nan\"\nSi 0 0 0\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 2 0 0 0 0 1\"\nSi 0 0 0\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 0 1 0 0 0 1\nSi 0 0 0\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 0 1 0 0 0 0\" pbc=\"T T T\"\nSi 0 0 0\n", 2)]
    [InlineData("1\nLattice=\"1 0 0 0 1 0 0 0 1\" pbc=\"T T\"\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=species:S:1:pos:R\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=species:S:1:pos:X:3\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=species:S:1:pos:R:99999999999\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=species:S:1:pos:R:2147483647\nSi 0 0 0\n", 3)]
    [InlineData("1\nProperties=species:S:1:place:R:3\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=name:S:1:pos:R:3\nSi 0 0 0\n", 2)]
    [InlineData("1\nProperties=species:S:1:pos:R:3\nSi 0 0 inf\n", 3)]
    [InlineData("1\nProperties=species:S:1:pos:R:3\nSi 0 0\n", 3)]
    [InlineData("1\nProperties=species:S:1:pos:R:3\nSi 0 0 0 0\n", 3)]
    [InlineData("1\nProperties=species:S:1:pos:R:3\nXx 0 0 0\n", 3)]
    [InlineData("1\nProperties=Z:I:1:pos:R:3\n119 0 0 0\n", 3)]
    public void DamageIsRefusedByLine(string text, long line) =>
        Assert.Equal(line, FormatText.Refused("extended XYZ", text).Line);

    [Fact]
    public void MutantsAreReadOrRefused() => FormatMutationCheck.Run(
        "extended XYZ",
        [
            RepositoryFile.Oracle("formats/xyz/rholearn_si_diamond_10.xyz"),
            RepositoryFile.Oracle("formats/xyz/water.xyz"),
            RepositoryFile.Oracle("formats/xyz/every-feature.xyz"),
            RepositoryFile.Oracle("sorep/one_spin_metal/structure.xyz"),
        ]);
}
