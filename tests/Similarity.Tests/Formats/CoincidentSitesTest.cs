using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Tests.Formats;

public class CoincidentSitesTest
{
    private const double ClosestAngstrom = 0.5;

    [Fact]
    public void SweepAgreesWithAllPairsAndImages()
    {
        var random = new Random(11);
        int found = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            Crystal crystal = RandomCrystal(random);
            bool expected = HasPair(crystal);
            Assert.Equal(expected, CoincidentSites.Find(crystal) is not null);
            found += expected ? 1 : 0;
        }

        // Both answers occur, or the comparison would mean little.
        Assert.InRange(found, 40, 360);
    }

    [Fact]
    public void SitesThatShareAPointMayBeDisordered()
    {
        var lattice = new Lattice(Matrix3D.Diagonal(8, 8, 8));
        Assert.Null(CoincidentSites.Find(
            new Crystal(lattice, [new(new(26), default, 0.5), new(new(28), default, 0.5)])));
        Assert.NotNull(CoincidentSites.Find(
            new Crystal(lattice, [new(new(26), default, 0.6), new(new(28), default, 0.5)])));
    }

    private static Crystal RandomCrystal(Random random)
    {
        Vector3D Row() => new(
            10 * random.NextDouble() - 5,
            10 * random.NextDouble() - 5,
            10 * random.NextDouble() - 5);

        // Cells at least 4 bohr thick, so that one image of each pair decides.
        Matrix3D vectors;
        do
        {
            vectors = new(Row(), Row(), Row());
        }
        while (Enumerable.Range(0, 3).Any(i => !(Math.Abs(vectors.Determinant)
            > 4 * Vector3D.Cross(vectors[(i + 1) % 3], vectors[(i + 2) % 3]).Length)));

        var periodicity = new Periodicity(
            random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0);
        var sites = new Site[random.Next(2, 10)];
        for (int i = 0; i < sites.Length; i++)
        {
            sites[i] = new Site(
                new Element(14),
                new(3 * random.NextDouble() - 1, random.NextDouble(), random.NextDouble()),
                random.Next(4) == 0 ? 0.5 : 1);
        }

        return new Crystal(new Lattice(vectors), sites, periodicity);
    }

    private static bool HasPair(Crystal crystal)
    {
        Periodicity p = crystal.Periodicity;
        for (int i = 0; i < crystal.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (crystal.Sites[i].Occupancy + crystal.Sites[j].Occupancy > 1 + 1e-3
                    && Images(p.A).Any(a => Images(p.B).Any(b => Images(p.C).Any(c =>
                        Distance(crystal, i, j, new(a, b, c)) < ClosestAngstrom))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static double Distance(Crystal crystal, int i, int j, Vector3D image) =>
        PhysicalConstants.BohrInAngstrom * crystal.Lattice.ToCartesian(
            crystal.Sites[i].Position - crystal.Sites[j].Position + image).Length;

    private static IEnumerable<int> Images(bool isPeriodic) =>
        isPeriodic ? Enumerable.Range(-4, 9) : [0];
}
