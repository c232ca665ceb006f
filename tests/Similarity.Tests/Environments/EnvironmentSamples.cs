using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Numerics;

namespace Similarity.Tests.Environments;

/// <summary>Random crystals, rotations, and settings that use every option.</summary>
internal static class EnvironmentSamples
{
    public static ExpansionSettings Settings { get; } = new()
    {
        Cutoff = 7,
        RadialFunctions = 6,
        MaxAngular = 5,
        Sigma = 0.8,
        Smoothing = new ShiftedCosineCutoff(1.2),
        Scaling = new RadialScaling(1, 5, 4),
    };

    /// <summary>Of three elements, with no two atoms closer than about a bond.</summary>
    public static Crystal RandomCrystal(RandomStream random, Periodicity periodicity)
    {
        var lattice = new Lattice(new Matrix3D(
            new(8.5, random.Uniform(-1, 1), random.Uniform(-1, 1)),
            new(random.Uniform(-3, 3), 7.5, random.Uniform(-1, 1)),
            new(random.Uniform(-3, 3), random.Uniform(-3, 3), 9)));
        int[] numbers = [1, 6, 8, 6, 1, 8, 6];
        List<Site> sites = [];
        while (sites.Count < numbers.Length)
        {
            var f = new Vector3D(
                random.Uniform(-0.2, 1.2), random.Uniform(-0.2, 1.2), random.Uniform(-0.2, 1.2));
            if (sites.TrueForAll(site => Distance(lattice, f - site.Position) > 2))
            {
                sites.Add(new Site(new Element(numbers[sites.Count]), f));
            }
        }

        return new Crystal(lattice, sites, periodicity);
    }

    /// <summary>A proper rotation about a random axis.</summary>
    public static Matrix3D RandomRotation(RandomStream random)
    {
        double w = random.Normal(), x = random.Normal(), y = random.Normal(), z = random.Normal();
        double s = 2 / (w * w + x * x + y * y + z * z);
        return new Matrix3D(
            new(1 - s * (y * y + z * z), s * (x * y - z * w), s * (x * z + y * w)),
            new(s * (x * y + z * w), 1 - s * (x * x + z * z), s * (y * z - x * w)),
            new(s * (x * z - y * w), s * (y * z + x * w), 1 - s * (x * x + y * y)));
    }

    /// <summary>One site moved by a Cartesian vector.</summary>
    public static Crystal Moved(Crystal crystal, int site, Vector3D by)
    {
        Site[] sites = crystal.Sites.ToArray();
        sites[site] = sites[site] with
        {
            Position = sites[site].Position + crystal.Lattice.ToFractional(by),
        };
        return new Crystal(crystal.Lattice, sites, crystal.Periodicity);
    }

    private static double Distance(Lattice lattice, Vector3D fractional)
    {
        var nearest = new Vector3D(
            fractional.X - Math.Round(fractional.X),
            fractional.Y - Math.Round(fractional.Y),
            fractional.Z - Math.Round(fractional.Z));
        return lattice.ToCartesian(nearest).Length;
    }
}
