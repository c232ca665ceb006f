using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

/// <summary>What holds for the symmetry of any crystal, checked without the code that found it.</summary>
internal static class SymmetryInvariants
{
    public static void AssertHold(CrystalSymmetry symmetry)
    {
        SymmetryOperation[] operations = symmetry.Operations.ToArray();
        Assert.Equal(IntegerMatrix3D.Identity, operations[0].Rotation);
        AssertIsGroup(symmetry.Crystal.Lattice, operations, symmetry.Tolerance);
        int[] equivalent = symmetry.EquivalentSites.ToArray();
        for (int i = 0; i < equivalent.Length; i++)
        {
            Assert.True(equivalent[i] <= i && equivalent[equivalent[i]] == equivalent[i]);
        }

        foreach (SymmetryOperation operation in operations)
        {
            int[] permutation = Permutation(symmetry.Crystal, operation, symmetry.Tolerance);
            Assert.Equal(permutation.Length, permutation.Distinct().Count());
            Assert.All(permutation.Index(), pair => Assert.Equal(equivalent[pair.Index], equivalent[pair.Item]));
        }
    }

    /// <summary>The site on which each site falls; fails where there is none.</summary>
    public static int[] Permutation(Crystal crystal, SymmetryOperation operation, double tolerance)
    {
        Site[] sites = crystal.Sites.ToArray();
        return Array.ConvertAll(sites, site =>
        {
            Vector3D image = operation.Apply(site.Position);
            int[] found = Enumerable.Range(0, sites.Length)
                .Where(i => sites[i].Element == site.Element && sites[i].Occupancy == site.Occupancy)
                .Where(i => Distance(crystal.Lattice, sites[i].Position, image) < tolerance)
                .ToArray();
            return Assert.Single(found);
        });
    }

    /// <summary>Distance modulo lattice vectors, of points that are close in a cell not too skew.</summary>
    private static double Distance(Lattice lattice, Vector3D a, Vector3D b)
    {
        Vector3D d = a - b;
        var nearest = new Vector3D(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));
        return lattice.ToCartesian(nearest).Length;
    }

    private static void AssertIsGroup(Lattice lattice, SymmetryOperation[] operations, double tolerance)
    {
        ILookup<IntegerMatrix3D, Vector3D> translations = operations.ToLookup(o => o.Rotation, o => o.Translation);
        Assert.All(operations, operation => Assert.Equal(1, Count(operation)));

        // Products with a few operations show a missing one as well as all products would.
        foreach (SymmetryOperation left in operations.Take(6))
        {
            Assert.All(operations, right => Assert.Equal(1, Count(left * right)));
        }

        int Count(SymmetryOperation operation) => translations[operation.Rotation]
            .Count(translation => Distance(lattice, translation, operation.Translation) < 2 * tolerance);
    }
}
