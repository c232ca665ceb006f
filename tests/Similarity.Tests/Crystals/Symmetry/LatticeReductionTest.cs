using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class LatticeReductionTest
{
    private const double Rounding = 1e-10;

    public static IEnumerable<object[]> Seeds => Enumerable.Range(0, 64).Select(seed => new object[] { seed });

    /// <summary>The three lengths are the successive minima, found here by trying all short vectors.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void MinkowskiBasisIsShortest(int seed)
    {
        Lattice lattice = RandomLattice(seed);
        IntegerMatrix3D change = LatticeReduction.Minkowski(lattice);
        Assert.Equal(1, Math.Abs(change.Determinant));
        Lattice reduced = LatticeReduction.Transform(lattice, change);
        Assert.Equal(SuccessiveMinima(reduced), reduced.Lengths, new Near());

        // The slow twin agrees although it starts from a basis that is skewed once more.
        IntegerMatrix3D skew = RandomCrystal.Unimodular(new Random(seed + 1000));
        Lattice skewed = LatticeReduction.Transform(lattice, skew);
        Lattice again = LatticeReduction.Transform(skewed, LatticeReduction.Minkowski(skewed));
        Assert.Equal(reduced.Lengths, again.Lengths, new Near());
    }

    /// <summary>The Niggli cell belongs to the lattice, not to the basis one started from.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void NiggliCellIsUnique(int seed)
    {
        Lattice lattice = RandomLattice(seed);
        Lattice skewed = LatticeReduction.Transform(lattice, RandomCrystal.Unimodular(new Random(seed + 2000)));
        IntegerMatrix3D change = LatticeReduction.Niggli(skewed);
        Assert.Equal(1, Math.Abs(change.Determinant));
        Lattice first = LatticeReduction.Transform(lattice, LatticeReduction.Niggli(lattice));
        Lattice second = LatticeReduction.Transform(skewed, change);
        Assert.Equal(first.Lengths, second.Lengths, new Near());
        Assert.Equal(first.Angles, second.Angles, new Near());

        // All angles acute, or none.
        double[] cosines = [Math.Cos(first.Angles.X), Math.Cos(first.Angles.Y), Math.Cos(first.Angles.Z)];
        Assert.True(cosines.All(cosine => cosine > Rounding) || cosines.All(cosine => cosine <= Rounding));
    }

    /// <summary>The example of Křivý and Gruber, Acta Cryst. A32, 297 (1976).</summary>
    [Fact]
    public void PublishedCellIsReduced()
    {
        var cell = Lattice.FromParameters(
            new(3, Math.Sqrt(27), 2),
            new(Math.Acos(-5 / (4 * Math.Sqrt(27))), Math.Acos(-4 / 12.0), Math.Acos(-22 / (6 * Math.Sqrt(27)))));
        Lattice niggli = LatticeReduction.Transform(cell, LatticeReduction.Niggli(cell));
        Matrix3D metric = niggli.Vectors * niggli.Vectors.Transpose;
        double[] gruber = [metric[0, 0], metric[1, 1], metric[2, 2], 2 * metric[1, 2], 2 * metric[0, 2], 2 * metric[0, 1]];
        double[] expected = [4, 9, 9, 9, 3, 4];
        Assert.All(expected.Zip(gruber), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    /// <summary>Every third lattice is a cubic, fcc or bcc one, where lengths tie.</summary>
    private static Lattice RandomLattice(int seed)
    {
        var random = new Random(seed);
        Matrix3D basis = (seed % 6) switch
        {
            0 => Matrix3D.Identity,
            1 => new(new(0, 1, 1), new(1, 0, 1), new(1, 1, 0)),
            2 => new(new(-1, 1, 1), new(1, -1, 1), new(1, 1, -1)),
            _ => new(RandomCrystal.RandomVector(random), RandomCrystal.RandomVector(random), new(0, 0.1, 1)),
        };
        var lattice = new Lattice(7 * basis * RandomCrystal.Rotation(random));
        return LatticeReduction.Transform(lattice, RandomCrystal.Unimodular(random));
    }

    private static Vector3D SuccessiveMinima(Lattice lattice)
    {
        var vectors = new List<Vector3D>();
        for (int code = 1; code < 7 * 7 * 7; code++)
        {
            vectors.Add(lattice.ToCartesian(new(code % 7 - 3, code / 7 % 7 - 3, code / 49 - 3)));
        }

        Vector3D[] sorted = vectors.Where(v => v.Length > Rounding).OrderBy(v => v.Length).ToArray();
        Vector3D a = sorted[0];
        Vector3D b = sorted.First(v => Vector3D.Cross(a, v).Length > Rounding * lattice.Volume);
        Vector3D normal = Vector3D.Cross(a, b);
        Vector3D c = sorted.First(v => Math.Abs(Vector3D.Dot(normal, v)) > Rounding * lattice.Volume);
        return new(a.Length, b.Length, c.Length);
    }

    private sealed class Near : IEqualityComparer<Vector3D>
    {
        public bool Equals(Vector3D x, Vector3D y) => (x - y).Length < 1e3 * Rounding;

        public int GetHashCode(Vector3D v) => 0;
    }
}
