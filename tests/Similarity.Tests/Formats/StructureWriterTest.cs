using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats;

/// <summary>Reading what was written gives the same structure.</summary>
public class StructureWriterTest
{
    /// <summary>
    /// Lengths pass from bohr to ångström to bohr, rounded twice: two halves of a unit in the last
    /// place.
    /// </summary>
    private const double LatticeTolerance = 2.3e-16;

    /// <summary>
    /// Where a file holds Cartesian positions, fractions pass through two products with 3×3
    /// matrices, whose rounding the condition of the cell multiplies; below 10 for the cells here.
    /// </summary>
    private const double CartesianTolerance = 1e-14;

    /// <summary>
    /// Edges and angles: their rounding reaches the metric through squares and cosines.
    /// </summary>
    private const double MetricTolerance = 1e-14;

    private static readonly Lattice LeftHanded = new(
        new(new(4, -4.1, 10), new(-4, 4.1, 10), new(4.2, 4, -10)));

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (StructureWriter writer in StructureWriters.All)
        {
            foreach (string crystal in Crystals.Keys)
            {
                cases.Add(writer.Key, crystal);
            }
        }

        return cases;
    }

    private static readonly Dictionary<string, Crystal> Crystals = new()
    {
        ["rutile"] = FromDatabase("cod_TiO2-Rutile.cif"),
        ["coesite"] = FromDatabase("cod_SiO2-Coesite.cif"),
        ["bixbyite"] = FromDatabase("mp_In2O3_bixbyite_mp-22598.cif"),
        ["left-handed"] = new Crystal(LeftHanded, Scattered(7)) { Name = "left handed" },
        ["disordered"] = new Crystal(
            LeftHanded,
            [
                new(Of("Fe"), new(0.1, 0.2, 1.0 / 3), 0.25),
                new(Of("Ni"), new(0.1, 0.2, 1.0 / 3), 0.7),
                new(Of("O"), new(0.6, 0.7, 0.8)), new(Of("C"), new(0.3, 0.7, 0.8), 0.5),
            ])
        { Name = "mixed" },
        ["molecule"] = new Crystal(
            new Lattice(Matrix3D.Diagonal(9, 10, 11)),
            [new(Of("O"), new(0.01, 0, -0.2)), new(Of("H"), new(0.17, 0.01, -0.2)), new(
                Of("H"), new(0, 0.17, -0.21))],
            Periodicity.None)
        { Name = "water" },
        ["slab"] = new Crystal(LeftHanded, Scattered(3), new Periodicity(true, true, false))
        {
            Name = "slab",
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void WrittenStructureIsReadBack(string key, string name)
    {
        StructureWriter writer = StructureWriters.Find(key)!;
        Crystal written = Crystals[name];
        string text;
        try
        {
            text = writer.ToText(written);
        }
        catch (ArgumentException)
        {
            // The formats of crystallography hold crystals, VASP's only ordered ones.
            Assert.True(
                key is "cif" or "poscar" && written.Periodicity != Periodicity.Full
                    || key == "poscar" && !written.IsOrdered);
            return;
        }

        FileContents contents = FormatText.Read(text);
        Assert.Equal(writer.Name, contents.Format);
        Assert.Empty(contents.Warnings);
        AssertSame(written, Assert.Single(contents.Structures), key);
    }

    private static void AssertSame(Crystal written, Crystal read, string key)
    {
        Assert.Equal(written.Periodicity, read.Periodicity);
        Assert.Equal(written.Symbols(), read.Symbols());
        if (key != "cif")
        {
            Assert.Equal(written.Name ?? written.Formula, read.Name);
        }

        bool isReversed = key == "cif" && written.Lattice.Vectors.Determinant < 0;
        for (int i = 0; i < written.Count; i++)
        {
            Site a = written.Sites[i], b = read.Sites[i];
            Assert.Equal(a.Occupancy, b.Occupancy);
            if (key is "extxyz" or "optimade")
            {
                FormatText.Close(a.Position, b.Position, CartesianTolerance);
            }
            else
            {
                Assert.Equal(isReversed ? -a.Position : a.Position, b.Position);
            }
        }

        Matrix3D u = written.Lattice.Vectors, v = read.Lattice.Vectors;
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                if (key == "cif")
                {
                    double scale = u[row].Length * u[column].Length;
                    Assert.Equal(
                        Vector3D.Dot(u[row], u[column]), Vector3D.Dot(v[row], v[column]),
                        MetricTolerance * scale);
                }
                else
                {
                    Assert.Equal(u[row, column], v[row, column], LatticeTolerance * Math.Abs(
                        u[row, column]));
                }
            }
        }
    }

    [Fact]
    public void SeveralStructuresAreWrittenInOrder()
    {
        Crystal[] written = [Crystals["rutile"], Crystals["left-handed"], Crystals["rutile"]];
        foreach (StructureWriter writer in StructureWriters.All.Where(
            writer => writer.Key != "poscar"))
        {
            FileContents contents = FormatText.Read(writer.ToText(written));
            Assert.Equal(written.Select(crystal => crystal.Symbols()), contents.Structures.Select(
                crystal => crystal.Symbols()));
        }

        Assert.Throws<ArgumentException>(() => StructureWriters.Find("poscar")!.ToText(written));
    }

    [Fact]
    public void CifKeepsTheHandOfALeftHandedCell()
    {
        // Four atoms that are no mirror image of themselves: the sign of their triple product.
        Crystal written = Crystals["left-handed"];
        Crystal read = FormatText.Read(StructureWriters.Find("cif")!.ToText(written)).Structures[0];
        Assert.Equal(Hand(written), Hand(read), 1e-12 * Math.Abs(Hand(written)));
        Assert.True(written.Lattice.Vectors.Determinant < 0);
        Assert.True(Math.Abs(Hand(written)) > 1e-3 * written.Lattice.Volume);

        static double Hand(Crystal c) => Vector3D.Dot(
            c.CartesianPosition(1) - c.CartesianPosition(0),
            Vector3D.Cross(
                c.CartesianPosition(2) - c.CartesianPosition(0),
                c.CartesianPosition(3) - c.CartesianPosition(0)));
    }

    [Fact]
    public void WritersAreFoundByNameOrKey()
    {
        foreach (StructureWriter writer in StructureWriters.All)
        {
            Assert.Same(writer, StructureWriters.Find(writer.Key));
            Assert.Same(writer, StructureWriters.Find(writer.Name.ToLowerInvariant()));
            Assert.Contains(FileFormats.All, format => format.Name == writer.Name);
        }

        Assert.Null(StructureWriters.Find("no such format"));
    }

    private static Crystal FromDatabase(string file) =>
        FileFormats.Read(RepositoryFile.Database("polymorphs/" + file)).Structures[0];

    private static Element Of(string symbol) =>
        Element.TryParse(symbol, out Element element)
            ? element
            : throw new ArgumentException(symbol);

    /// <summary>Atoms at places no symmetry singles out, some outside the cell.</summary>
    private static IEnumerable<Site> Scattered(int count)
    {
        var random = new Random(7);
        for (int i = 0; i < count; i++)
        {
            yield return new Site(
                new Element(i + 3),
                new(
                    i / (double)count + 0.1 * random.NextDouble(),
                    2 * random.NextDouble() - 1,
                    random.NextDouble()));
        }
    }
}
