using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals.Neighbors;

public class NeighborVectorsTest
{
    // Coordinates of a few tens of bohr, some roundings of 1e-15 each.
    private const double Tolerance = 1e-12;

    /// <summary>Site by site in any order, they are those of the list.</summary>
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    public void AreThoseOfTheList(bool a, bool b, bool c)
    {
        const double cutoff = 6;
        var random = new RandomStream(31);
        var lattice = new Lattice(new Matrix3D(new(9, 1, 0), new(-4, 8, 1), new(2, 3, 11)));
        var crystal = new Crystal(
            lattice,
            Enumerable.Range(0, 60).Select(_ => new Site(
                new Element(14),
                new Vector3D(
                    random.Uniform(-1, 2), random.Uniform(-1, 2), random.Uniform(-1, 2)))),
            new Periodicity(a, b, c));
        var list = NeighborList.Build(crystal, cutoff);
        var search = new NeighborSearch(new CellGrid(crystal, cutoff), cutoff);
        var vectors = new NeighborVectors();
        int[] order = [.. Enumerable.Range(0, crystal.Count)];
        random.Shuffle<int>(order);
        int total = 0;
        foreach (int site in order)
        {
            search.FindVectors(site, vectors);
            Vector3D[] found =
            [
                .. Enumerable.Range(0, vectors.Count)
                    .OrderBy(i => vectors.Sites[i]).ThenBy(i => Math.Round(vectors.X[i], 6))
                    .ThenBy(i => Math.Round(vectors.Y[i], 6))
                    .Select(i => new Vector3D(vectors.X[i], vectors.Y[i], vectors.Z[i])),
            ];
            Vector3D[] expected =
            [
                .. list.Of(site).ToArray()
                    .Select(neighbor => (neighbor.Site, At: list.Displacement(site, neighbor)))
                    .OrderBy(pair => pair.Site).ThenBy(pair => Math.Round(pair.At.X, 6))
                    .ThenBy(pair => Math.Round(pair.At.Y, 6))
                    .Select(pair => pair.At),
            ];
            total += found.Length;
            Assert.Equal(expected.Length, found.Length);
            for (int i = 0; i < found.Length; i++)
            {
                Assert.Equal(0, (expected[i] - found[i]).Length, Tolerance);
            }
        }

        Assert.True(total > crystal.Count);
    }
}
