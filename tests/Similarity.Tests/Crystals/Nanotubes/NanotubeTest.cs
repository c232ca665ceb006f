using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Crystals.Nanotubes;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals.Nanotubes;

public sealed class NanotubeTest
{
    // Coordinates of at most a hundred bohr: a few roundings of 1e-14 each.
    private const double PositionTolerance = 1e-11;

    private static readonly double Vacuum = 10 / PhysicalConstants.BohrInAngstrom;

    public static TheoryData<int, int> Tubes => new()
    {
        { 4, 0 }, { 8, 0 }, { 5, 5 }, { 4, 2 }, { 6, 3 }, { 7, 1 }, { 9, 6 }, { 10, 1 }, { 16, 15 },
    };

    /// <summary>Counts of Saito, Dresselhaus and Dresselhaus (1998), table 3.3.</summary>
    [Theory]
    [InlineData(5, 5, 20, 5, 15)]
    [InlineData(9, 0, 36, 9, 9)]
    [InlineData(6, 5, 364, 1, 1)]
    [InlineData(7, 4, 124, 1, 3)]
    [InlineData(8, 3, 388, 1, 1)]
    [InlineData(10, 0, 40, 10, 10)]
    [InlineData(6, 6, 24, 6, 18)]
    public void TheCellHasTheAtomsOfTheBooks(int n, int m, int atoms, int d, int divisor)
    {
        var indices = new Chirality(n, m);

        Assert.Equal(atoms, indices.AtomsPerCell);
        Assert.Equal(d, indices.Rotations);
        Assert.Equal(divisor, indices.TranslationDivisor);
        Assert.Equal(2 * atoms, new Nanotube(indices).ToCrystal(Vacuum, 2).Count);
    }

    [Theory]
    [MemberData(nameof(Tubes))]
    public void EveryAtomHasThreeBonds(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        Crystal crystal = tube.ToCrystal(Vacuum);
        var neighbors = NeighborList.Build(crystal, 1.2 * tube.Bond);

        // A chord of an arc x of radius R is 2R sin(x/2R): no longer, and for bonds along the
        // circumference shorter by x²/24R².
        double shortest = tube.Diameter * Math.Sin(tube.Bond / tube.Diameter);
        for (int i = 0; i < crystal.Count; i++)
        {
            Assert.Equal(3, neighbors.Of(i).Length);
            foreach (Neighbor neighbor in neighbors.Of(i))
            {
                Assert.InRange(
                    neighbor.Distance,
                    shortest - PositionTolerance,
                    tube.Bond + PositionTolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tubes))]
    public void AtomsLieOnTheCylinderOfTheCircumference(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        double a = tube.LatticeConstant;
        double diameter = a * Math.Sqrt(n * n + n * m + m * m) / Math.PI;
        Crystal crystal = tube.ToCrystal(Vacuum);
        var axis = new Vector3D(crystal.Lattice.Lengths.X / 2, crystal.Lattice.Lengths.Y / 2, 0);
        for (int i = 0; i < crystal.Count; i++)
        {
            Vector3D r = crystal.CartesianPosition(i) - axis;
            Assert.Equal(diameter / 2, Math.Sqrt(r.X * r.X + r.Y * r.Y), PositionTolerance);
        }

        // As many atoms per area as in graphene: 4 on √3 a².
        double area = Math.PI * diameter * tube.Translation;
        Assert.Equal(4 / (Math.Sqrt(3) * a * a), crystal.Count / area, 1e-12);
    }

    [Fact]
    public void TranslationsAreThoseOfArmchairAndZigzag()
    {
        double a = new Nanotube(new(5, 5)).LatticeConstant;

        Assert.Equal(a, new Nanotube(new(5, 5)).Translation, 1e-12);
        Assert.Equal(Math.Sqrt(3) * a, new Nanotube(new(8, 0)).Translation, 1e-12);
    }

    /// <summary>The screw, the rotation and the half-turn take every atom to an atom.</summary>
    [Theory]
    [MemberData(nameof(Tubes))]
    public void TheLineGroupMapsTheTubeOntoItself(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        Crystal crystal = tube.ToCrystal(0);
        Vector3D middle = crystal.Lattice.ToCartesian(new(0.5, 0.5, 0));
        Vector3D[] atoms = Enumerable.Range(0, crystal.Count)
            .Select(i => crystal.CartesianPosition(i) - middle)
            .ToArray();

        AssertMapped(r => Turned(r, tube.ScrewAngle) + new Vector3D(0, 0, tube.ScrewTranslation));
        AssertMapped(r => Turned(r, 2 * Math.PI / tube.Chirality.Rotations));
        AssertMapped(r => new(r.X, -r.Y, -r.Z));

        void AssertMapped(Func<Vector3D, Vector3D> operation)
        {
            Assert.All(atoms, atom =>
            {
                Vector3D image = operation(atom);
                Assert.Contains(atoms, other =>
                {
                    Vector3D difference = image - other;
                    double c = tube.Translation;
                    double z = difference.Z - c * Math.Round(difference.Z / c);
                    return new Vector3D(difference.X, difference.Y, z).Length < PositionTolerance;
                });
            });
        }
    }

    /// <summary>The cells (t, s) of the line group are the atoms of the sheet, each once.</summary>
    [Theory]
    [MemberData(nameof(Tubes))]
    public void TheHelicalCellsFillTheTranslationalCell(int n, int m)
    {
        var tube = new Nanotube(new(n, m));
        int cells = tube.ScrewsPerTranslation * tube.Chirality.Rotations;

        Assert.Equal(
            tube.Chirality.AtomsPerCell, cells * Nanotube.AtomsPerHelicalCell);
        Assert.Equal(
            tube.Translation, tube.ScrewsPerTranslation * tube.ScrewTranslation, 1e-11);
        double turns = tube.ScrewsPerTranslation * tube.ScrewAngle
            * tube.Chirality.Rotations / (2 * Math.PI);
        Assert.Equal(Math.Round(turns), turns, 1e-9);
        Assert.InRange(tube.ScrewAngle, 0, 2 * Math.PI / tube.Chirality.Rotations);
    }

    [Fact]
    public void OfAWideTubeTheBondsAreThoseOfTheSheet()
    {
        var tube = new Nanotube(new(200, 0));
        Crystal crystal = tube.ToCrystal(Vacuum);
        var neighbors = NeighborList.Build(crystal, 1.2 * tube.Bond);

        // 1 − x²/24R² with R = 55 bonds.
        Assert.All(
            neighbors.All.ToArray(),
            neighbor => Assert.Equal(tube.Bond, neighbor.Distance, 5e-5 * tube.Bond));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void ATubeWithoutRoomForItsBondsIsRefused(int n, int m)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new Nanotube(new(n, m)));
        Assert.Contains("too narrow", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheBoxMayBeOnlyAFrame()
    {
        Crystal alone = new Nanotube(new(5, 5))
            .ToCrystal(Vacuum, 1, new Periodicity(false, false, true));

        Assert.Equal(new Periodicity(false, false, true), alone.Periodicity);
        Assert.Equal("C", alone.Formula);
    }

    private static Vector3D Turned(Vector3D r, double angle) => new(
        Math.Cos(angle) * r.X - Math.Sin(angle) * r.Y,
        Math.Sin(angle) * r.X + Math.Cos(angle) * r.Y,
        r.Z);
}
