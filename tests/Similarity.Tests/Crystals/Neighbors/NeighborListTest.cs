using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals.Neighbors;

public class NeighborListTest
{
    // Distances of a few bohr from coordinates of a few tens: some roundings of 1e-15 each.
    private const double DistanceTolerance = 1e-12;

    private static readonly Element Silicon = new(14);

    public static TheoryData<int, bool, bool, bool> SeedsAndPeriodicities()
    {
        var data = new TheoryData<int, bool, bool, bool>();
        for (int seed = 0; seed < 64; seed++)
        {
            data.Add(seed, (seed & 1) == 0, (seed & 2) == 0, (seed & 4) == 0);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SeedsAndPeriodicities))]
    public void FindsWhatTryingEveryImageFinds(int seed, bool a, bool b, bool c)
    {
        var random = new Random(seed);
        Crystal crystal = RandomCrystal(random, new Periodicity(a, b, c));
        double cutoff = crystal.Lattice.Lengths.X * (0.05 + 1.3 * random.NextDouble());
        var list = NeighborList.Build(crystal, cutoff);
        for (int site = 0; site < crystal.Count; site++)
        {
            List<Neighbor> expected = TryEveryImage(crystal, site, cutoff);
            ReadOnlySpan<Neighbor> found = list.Of(site);
            Assert.Equal(
                expected.Select(n => (n.Site, n.A, n.B, n.C)),
                found.ToArray().Select(n => (n.Site, n.A, n.B, n.C)));
            for (int i = 0; i < found.Length; i++)
            {
                Assert.Equal(
                    expected[i].Distance, found[i].Distance, DistanceTolerance * (1 + cutoff));
                Vector3D displacement = list.Displacement(site, found[i]);
                Assert.Equal(
                    displacement.Length, found[i].Distance, DistanceTolerance * (1 + cutoff));
            }
        }
    }

    [Fact]
    public void TheTwinComparisonIsNotEmpty()
    {
        // Guards the test above: its random crystals do have neighbours, and across images.
        int neighbors = 0, images = 0;
        for (int seed = 0; seed < 64; seed += 8)
        {
            var random = new Random(seed);
            Crystal crystal = RandomCrystal(random, Periodicity.Full);
            double cutoff = crystal.Lattice.Lengths.X * (0.05 + 1.3 * random.NextDouble());
            foreach (Neighbor neighbor in NeighborList.Build(crystal, cutoff).All)
            {
                neighbors++;
                images += neighbor is { A: 0, B: 0, C: 0 } ? 0 : 1;
            }
        }

        Assert.True(neighbors > 1000 && images > 500);
    }

    [Theory]
    [InlineData(10, 0.8)]
    [InlineData(300, 0.15)]
    public void EveryPairIsSeenFromBothEndsAtTheSameDistance(int atoms, double cutoffInEdges)
    {
        var random = new Random(7);
        Crystal crystal = RandomCrystal(random, Periodicity.Full, atoms);
        var list = NeighborList.Build(crystal, cutoffInEdges * crystal.Lattice.Lengths.X);
        var pairs = new Dictionary<(int, int, int, int, int), double>();
        for (int site = 0; site < crystal.Count; site++)
        {
            foreach (Neighbor n in list.Of(site))
            {
                pairs.Add((site, n.Site, n.A, n.B, n.C), n.Distance);
            }
        }

        Assert.NotEmpty(pairs);
        foreach (((int i, int j, int a, int b, int c), double distance) in pairs)
        {
            Assert.Equal(distance, pairs[(j, i, -a, -b, -c)]);
        }
    }

    // Squared radii in units of (a/2)² for fcc, (a/4)² for diamond, and the atoms in each shell.
    [Theory]
    [InlineData(false, new[] { 2, 4, 6, 8, 10, 12, 14, 16 }, new[] { 12, 6, 24, 12, 24, 8, 48, 6 })]
    [InlineData(true, new[] { 3, 8, 11, 16, 19, 24, 27 }, new[] { 4, 12, 12, 6, 12, 24, 16 })]
    public void ShellsOfCubicCrystals(bool diamond, int[] squares, int[] sizes)
    {
        const double a = 7.3;
        Crystal crystal = diamond ? Diamond(a) : FaceCentred(a);
        double unit = diamond ? a / 4 : a / 2;
        int expected = 0;
        for (int shell = 0; shell < sizes.Length; shell++)
        {
            // Squared radii here are at least 2 apart out of at most 28, so this is between shells.
            double cutoff = unit * Math.Sqrt(squares[shell] + 0.5);
            expected += sizes[shell];
            var list = NeighborList.Build(crystal, cutoff);
            for (int site = 0; site < crystal.Count; site++)
            {
                Assert.Equal(expected, list.Of(site).Length);
            }
        }
    }

    [Fact]
    public void SupercellHasTheSameSurroundings()
    {
        var random = new Random(3);
        Crystal cell = RandomCrystal(random, Periodicity.Full, 5);
        double cutoff = 0.9 * cell.Lattice.Lengths.X;
        var list = NeighborList.Build(cell, cutoff);
        var super = NeighborList.Build(Supercell(cell, 3, 1, 2), cutoff);
        Assert.Equal(6 * list.Count, super.Count);
        for (int site = 0; site < super.Crystal.Count; site++)
        {
            double[] expected = Distances(list.Of(site / 6));
            double[] found = Distances(super.Of(site));
            Assert.Equal(expected.Length, found.Length);
            for (int i = 0; i < found.Length; i++)
            {
                Assert.Equal(expected[i], found[i], DistanceTolerance * (1 + cutoff));
            }
        }

        static double[] Distances(ReadOnlySpan<Neighbor> neighbors) =>
            neighbors.ToArray().Select(n => n.Distance).Order().ToArray();
    }

    [Fact]
    public void SitesOutsideTheCellKeepTheirNeighbors()
    {
        var random = new Random(11);
        Crystal crystal = RandomCrystal(random, new Periodicity(true, true, false), 12);
        var moves = new Vector3D[crystal.Count];
        var moved = new Site[crystal.Count];
        for (int i = 0; i < moved.Length; i++)
        {
            Site site = crystal.Sites[i];
            moves[i] = new(random.Next(-9, 10), random.Next(-9, 10), 0);
            moved[i] = site with { Position = site.Position + moves[i] };
        }

        double cutoff = crystal.Lattice.Lengths.X;
        var list = NeighborList.Build(crystal, cutoff);
        var other = NeighborList.Build(
            new Crystal(crystal.Lattice, moved, crystal.Periodicity), cutoff);
        for (int i = 0; i < moved.Length; i++)
        {
            Assert.Equal(
                list.Of(i).ToArray().Select(n => (n.Site, n.A, n.B, n.C)),
                other.Of(i).ToArray().Select(n => (
                    n.Site,
                    n.A + (int)(moves[n.Site].X - moves[i].X),
                    n.B + (int)(moves[n.Site].Y - moves[i].Y),
                    n.C)));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void ThreadsDoNotChangeTheList(int threads)
    {
        Crystal crystal = RandomCrystal(new Random(5), Periodicity.Full, 2000);
        double cutoff = 0.2 * crystal.Lattice.Lengths.X;
        var one = NeighborList.Build(crystal, cutoff);
        var many = NeighborList.Build(crystal, cutoff, threads);
        Assert.NotEqual(0, one.Count);
        Assert.True(one.Offsets.SequenceEqual(many.Offsets));
        Assert.True(one.All.SequenceEqual(many.All));
    }

    [Fact]
    public void TheCutoffItselfBelongsToTheList()
    {
        Crystal cubic = SimpleCubic(4);
        Assert.Equal(6, NeighborList.Build(cubic, 4).Count);
        Assert.Equal(0, NeighborList.Build(cubic, Math.BitDecrement(4.0)).Count);
    }

    [Fact]
    public void MoleculeHasNoImagesEvenInASmallBox()
    {
        Site[] sites =
        [
            new(Silicon, default), new(Silicon, new(2.5, 0, 0)), new(Silicon, new(0, 0, -30)),
        ];
        var list = NeighborList.Build(new Crystal(CubicLattice(2), sites, Periodicity.None), 6);
        Assert.Equal([new Neighbor(1, 0, 0, 0, 5)], list.Of(0).ToArray());
        Assert.Equal([new Neighbor(0, 0, 0, 0, 5)], list.Of(1).ToArray());
        Assert.True(list.Of(2).IsEmpty);
    }

    [Fact]
    public void SitesOfAMixedPositionAreNeighborsAtDistanceZero()
    {
        Site[] sites = [new(new Element(31), default, 0.5), new(new Element(13), default, 0.5)];
        var list = NeighborList.Build(new Crystal(CubicLattice(5), sites), 1);
        Assert.Equal([new Neighbor(1, 0, 0, 0, 0)], list.Of(0).ToArray());
        Assert.Equal([new Neighbor(0, 0, 0, 0, 0)], list.Of(1).ToArray());
    }

    [Fact]
    public void EmptyCrystalHasAnEmptyList() =>
        Assert.Equal(0, NeighborList.Build(new Crystal(CubicLattice(5), []), 3).Count);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(3, 0)]
    public void NonsenseIsRefused(double cutoff, int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => NeighborList.Build(SimpleCubic(4), cutoff, threads));

    [Fact]
    public void SiteWithoutAFractionIsRefused()
    {
        var lost = new Crystal(CubicLattice(5), [new Site(Silicon, new(1e12, 0, 0))]);
        Assert.Throws<ArgumentException>(() => NeighborList.Build(lost, 3));
    }

    /// <summary>The definition: every translation that could matter is tried.</summary>
    private static List<Neighbor> TryEveryImage(Crystal crystal, int site, double cutoff)
    {
        var found = new List<Neighbor>();
        Matrix3D inverse = crystal.Lattice.Inverse;
        Vector3D reach = cutoff * new Vector3D(
            inverse.Column(0).Length, inverse.Column(1).Length, inverse.Column(2).Length);
        for (int other = 0; other < crystal.Count; other++)
        {
            Vector3D difference = crystal.Sites[other].Position - crystal.Sites[site].Position;
            (int lowA, int highA) = Images(crystal.Periodicity.A, difference.X, reach.X);
            (int lowB, int highB) = Images(crystal.Periodicity.B, difference.Y, reach.Y);
            (int lowC, int highC) = Images(crystal.Periodicity.C, difference.Z, reach.Z);
            for (int a = lowA; a <= highA; a++)
            {
                for (int b = lowB; b <= highB; b++)
                {
                    for (int c = lowC; c <= highC; c++)
                    {
                        double distance = crystal.Lattice.ToCartesian(
                            difference + new Vector3D(a, b, c)).Length;
                        if (distance <= cutoff && !(other == site && a == 0 && b == 0 && c == 0))
                        {
                            found.Add(new Neighbor(other, a, b, c, distance));
                        }
                    }
                }
            }
        }

        return found;

        // |difference + image| ≤ reach, with one to spare on either side.
        static (int Low, int High) Images(bool periodic, double difference, double reach) =>
            !periodic ? (0, 0)
            : ((int)Math.Floor(-reach - difference) - 1, (int)Math.Ceiling(reach - difference) + 1);
    }

    /// <summary>
    /// Edges of some 8 bohr, every fourth cell ten times thinner, either handedness, angles down to
    /// a fiftieth of the volume of the straight box; positions from −1 to 2.
    /// </summary>
    private static Crystal RandomCrystal(Random random, Periodicity periodicity, int? atoms = null)
    {
        Matrix3D vectors;
        do
        {
            vectors = new Matrix3D(Arrow(random), Arrow(random), Arrow(random));
            if (random.Next(4) == 0)
            {
                vectors = vectors with { Row2 = 0.1 * vectors.Row2 };
            }
        }
        while (Math.Abs(vectors.Determinant)
            < 0.02 * vectors.Row0.Length * vectors.Row1.Length * vectors.Row2.Length);

        int count = atoms ?? random.Next(1, 12);
        var sites = new Site[count];
        for (int i = 0; i < count; i++)
        {
            sites[i] = new Site(Silicon, 3 * Cube(random) - new Vector3D(1, 1, 1));
        }

        return new Crystal(new Lattice(vectors), sites, periodicity);

        static Vector3D Arrow(Random random) => 16 * (Cube(random) - new Vector3D(0.5, 0.5, 0.5));
        static Vector3D Cube(Random random) =>
            new(random.NextDouble(), random.NextDouble(), random.NextDouble());
    }

    /// <summary>Site i of the cell becomes sites i·n … i·n + n − 1 of the supercell.</summary>
    private static Crystal Supercell(Crystal cell, int a, int b, int c)
    {
        var sites = new List<Site>();
        foreach (Site site in cell.Sites)
        {
            for (int i = 0; i < a * b * c; i++)
            {
                Vector3D f = site.Position + new Vector3D(i % a, i / a % b, i / a / b);
                sites.Add(site with { Position = new(f.X / a, f.Y / b, f.Z / c) });
            }
        }

        Matrix3D vectors = cell.Lattice.Vectors;
        var lattice = new Lattice(
            new Matrix3D(a * vectors.Row0, b * vectors.Row1, c * vectors.Row2));
        return new Crystal(lattice, sites);
    }

    private static Lattice CubicLattice(double a) => new(Matrix3D.Diagonal(a, a, a));

    private static Crystal SimpleCubic(double a) =>
        new(CubicLattice(a), [new Site(Silicon, default)]);

    private static Crystal FaceCentred(double a) => new(
        new Lattice(a / 2 * new Matrix3D(new(0, 1, 1), new(1, 0, 1), new(1, 1, 0))),
        [new Site(Silicon, new(0.3, -0.2, 5.1))]);

    private static Crystal Diamond(double a) => new(
        new Lattice(a / 2 * new Matrix3D(new(0, 1, 1), new(1, 0, 1), new(1, 1, 0))),
        [new Site(Silicon, default), new Site(Silicon, new(0.25, 0.25, 0.25))]);
}
