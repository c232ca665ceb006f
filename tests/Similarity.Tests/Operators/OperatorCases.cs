using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Operators;

/// <summary>Crystals for identities that hold for any.</summary>
internal static class OperatorCases
{
    /// <summary>
    /// Atoms of light and heavy elements in a triclinic cell of 90 bohr³ each, no two closer than
    /// 2.5 bohr.
    /// </summary>
    public static Crystal RandomCrystal(ulong seed, int atoms)
    {
        var random = new RandomStream(seed);
        int[] numbers = [1, 8, 14, 22, 11, 16, 31, 29];
        while (true)
        {
            double edge = Math.Cbrt(90.0 * atoms);
            var vectors = new Matrix3D(
                edge * new Vector3D(1, random.Uniform(-0.2, 0.2), random.Uniform(-0.2, 0.2)),
                edge * new Vector3D(random.Uniform(-0.2, 0.2), 1.1, random.Uniform(-0.2, 0.2)),
                edge * new Vector3D(random.Uniform(-0.2, 0.2), random.Uniform(-0.2, 0.2), 0.9));
            var lattice = new Lattice(vectors);
            var sites = new List<Site>();
            for (int tries = 0; sites.Count < atoms && tries < 10000; tries++)
            {
                var position =
                    new Vector3D(random.Uniform(), random.Uniform(), random.Uniform(-1, 2));
                if (sites.TrueForAll(site => Distance(lattice, site.Position, position) > 2.5))
                {
                    sites.Add(new Site(new Element(numbers[sites.Count % 8]), position));
                }
            }

            if (sites.Count == atoms)
            {
                return new Crystal(lattice, sites);
            }
        }
    }

    /// <summary>Copies of the cell, all sites of one after all of another.</summary>
    public static Crystal Supercell(Crystal crystal, int a, int b, int c)
    {
        Matrix3D vectors = crystal.Lattice.Vectors;
        var lattice = new Lattice(new(a * vectors.Row0, b * vectors.Row1, c * vectors.Row2));
        var sites = new List<Site>();
        for (int i = 0; i < a; i++)
        {
            for (int j = 0; j < b; j++)
            {
                for (int k = 0; k < c; k++)
                {
                    foreach (Site site in crystal.Sites)
                    {
                        Vector3D moved = site.Position + new Vector3D(i, j, k);
                        sites.Add(site with
                        {
                            Position = new(moved.X / a, moved.Y / b, moved.Z / c),
                        });
                    }
                }
            }
        }

        return new Crystal(lattice, sites);
    }

    /// <summary>The crystal turned about an axis, the same fractional coordinates.</summary>
    public static Crystal Rotated(Crystal crystal, double angle)
    {
        (double sine, double cosine) = Math.SinCos(angle);
        var aboutZ = new Matrix3D(new(cosine, sine, 0), new(-sine, cosine, 0), new(0, 0, 1));
        var aboutX = new Matrix3D(new(1, 0, 0), new(0, cosine, sine), new(0, -sine, cosine));
        return new Crystal(
            new Lattice(crystal.Lattice.Vectors * aboutZ * aboutX),
            crystal.Sites.ToArray(),
            crystal.Periodicity);
    }

    /// <summary>Every site moved by the same vector, one of them into another cell.</summary>
    public static Crystal Translated(Crystal crystal, Vector3D shift)
    {
        Site[] sites = [.. crystal.Sites.ToArray().Select(
            site => site with { Position = site.Position + shift })];
        sites[0] = sites[0] with { Position = sites[0].Position + new Vector3D(2, -1, 3) };
        return new Crystal(crystal.Lattice, sites, crystal.Periodicity);
    }

    private static double Distance(Lattice lattice, Vector3D a, Vector3D b)
    {
        double least = double.PositiveInfinity;
        Vector3D d = b - a;
        d -= new Vector3D(Math.Round(d.X), Math.Round(d.Y), Math.Round(d.Z));
        for (int n = 0; n < 27; n++)
        {
            var image = new Vector3D(n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1);
            least = Math.Min(least, lattice.ToCartesian(d + image).Length);
        }

        return least;
    }
}
