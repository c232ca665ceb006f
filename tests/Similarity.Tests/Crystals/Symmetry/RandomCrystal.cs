using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

/// <summary>Seeded crystals of a known space group, and other descriptions of a same crystal.</summary>
internal static class RandomCrystal
{
    /// <summary>
    /// Two orbits of general positions in a random cell of the lattice system, so that the group is
    /// the tabulated one and no larger. Points that nearly coincide with an image are drawn again.
    /// A stretch below 1 lets edges differ by up to (1 + stretch)/(1 − stretch).
    /// </summary>
    public static Crystal Of(SpaceGroupSetting setting, Random random, double stretch = 0.15)
    {
        Lattice lattice = Cell(setting, random, stretch);
        var sites = new List<Site>();
        foreach (int z in (int[])[14, 8])
        {
            List<Site> orbit;
            do
            {
                orbit = Orbit(setting, new Element(z), RandomVector(random));
            }
            while (!IsSpread(lattice, [.. sites, .. orbit]));
            sites.AddRange(orbit);
        }

        return new Crystal(lattice, sites) { Name = setting.HallSymbol };
    }

    /// <summary>The same atoms turned, on another basis, with another origin, in another order.</summary>
    public static Crystal Disguised(Crystal crystal, Random random)
    {
        IntegerMatrix3D change = Unimodular(random);
        Vector3D origin = RandomVector(random);
        var lattice = new Lattice(change.Transpose.ToMatrix() * crystal.Lattice.Vectors * Rotation(random));
        Site[] sites = crystal.Sites.ToArray();
        random.Shuffle(sites);
        return new Crystal(
            lattice, sites.Select(site => site with { Position = change.Inverse * (site.Position - origin) }));
    }

    /// <summary>Every atom moved by less than a distance (bohr), the lattice left as it is.</summary>
    public static Crystal Shaken(Crystal crystal, double distance, Random random) => new(
        crystal.Lattice,
        crystal.Sites.ToArray().Select(site => site with
        {
            Position = site.Position
                + crystal.Lattice.ToFractional(distance / Math.Sqrt(3) * (2 * RandomVector(random) - new Vector3D(1, 1, 1))),
        }));

    /// <summary>A proper rotation, as a matrix for row vectors.</summary>
    public static Matrix3D Rotation(Random random)
    {
        double angle = 2 * Math.PI * random.NextDouble(), tilt = Math.PI * random.NextDouble();
        double turn = 2 * Math.PI * random.NextDouble();
        return AboutZ(angle) * AboutX(tilt) * AboutZ(turn);
    }

    public static IntegerMatrix3D Unimodular(Random random)
    {
        var change = IntegerMatrix3D.Identity;
        for (int i = 0; i < 4; i++)
        {
            int p = random.Next(-1, 2), q = random.Next(-1, 2);
            change *= new IntegerMatrix3D(1, p, q, 0, 1, 0, 0, 0, 1);
            change *= new IntegerMatrix3D(0, 0, 1, 1, 0, 0, 0, 1, 0);
        }

        return random.Next(2) == 0 ? change : -change;
    }

    /// <summary>n₁ × n₂ × n₃ copies.</summary>
    public static Crystal Supercell(Crystal crystal, int n1, int n2, int n3)
    {
        var sites = new List<Site>();
        foreach (Site site in crystal.Sites)
        {
            for (int i = 0; i < n1 * n2 * n3; i++)
            {
                Vector3D moved = site.Position + new Vector3D(i % n1, i / n1 % n2, i / (n1 * n2));
                sites.Add(site with { Position = new(moved.X / n1, moved.Y / n2, moved.Z / n3) });
            }
        }

        return new Crystal(new Lattice(Matrix3D.Diagonal(n1, n2, n3) * crystal.Lattice.Vectors), sites);
    }

    public static Vector3D RandomVector(Random random) =>
        new(random.NextDouble(), random.NextDouble(), random.NextDouble());

    private static List<Site> Orbit(SpaceGroupSetting setting, Element element, Vector3D position)
    {
        var sites = new List<Site>();
        foreach (SymmetryOperation operation in setting.Operations)
        {
            sites.Add(new Site(element, operation.Apply(position)));
        }

        return sites;
    }

    private static bool IsSpread(Lattice lattice, List<Site> sites)
    {
        double closest = 0.1 * Math.Cbrt(lattice.Volume / sites.Count);
        for (int i = 0; i < sites.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Vector3D difference = sites[i].Position - sites[j].Position;
                var nearest = new Vector3D(
                    Math.IEEERemainder(difference.X, 1),
                    Math.IEEERemainder(difference.Y, 1),
                    Math.IEEERemainder(difference.Z, 1));
                if (lattice.ToCartesian(nearest).Length < closest)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>A cell whose metric every rotation of the setting keeps: the mean of Wᵀ G W.</summary>
    private static Lattice Cell(SpaceGroupSetting setting, Random random, double stretch)
    {
        Matrix3D skew = new(
            new(Edge(), 0.7, 4 * random.NextDouble()),
            new(-random.NextDouble(), Edge(), 0.4),
            new(0.3, -random.NextDouble(), Edge()));
        Matrix3D metric = skew * skew.Transpose;
        Matrix3D sum = default;
        foreach (SymmetryOperation operation in setting.Operations)
        {
            Matrix3D rotation = operation.Rotation.ToMatrix();
            Matrix3D term = rotation.Transpose * metric * rotation;
            sum = new(sum.Row0 + term.Row0, sum.Row1 + term.Row1, sum.Row2 + term.Row2);
        }

        Matrix3D g = 1.0 / setting.Operations.Length * sum;
        var lengths = new Vector3D(Math.Sqrt(g[0, 0]), Math.Sqrt(g[1, 1]), Math.Sqrt(g[2, 2]));
        var angles = new Vector3D(
            Math.Acos(g[1, 2] / (lengths.Y * lengths.Z)),
            Math.Acos(g[0, 2] / (lengths.X * lengths.Z)),
            Math.Acos(g[0, 1] / (lengths.X * lengths.Y)));
        return Lattice.FromParameters(lengths, angles);

        double Edge() => 12 * (1 + stretch * (2 * random.NextDouble() - 1));
    }

    private static Matrix3D AboutZ(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new(new(cos, sin, 0), new(-sin, cos, 0), new(0, 0, 1));
    }

    private static Matrix3D AboutX(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return new(new(1, 0, 0), new(0, cos, sin), new(0, -sin, cos));
    }
}
