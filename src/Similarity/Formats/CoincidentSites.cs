using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats;

/// <summary>
/// Pairs of atoms closer than any two nuclei come, though both are there: occupancies sum to more
/// than 1. A file with such a pair has lost its disorder, its unit or its symmetry.
/// </summary>
internal static class CoincidentSites
{
    /// <summary>The shortest bond, H–H, is 0.74 Å.</summary>
    private const double ClosestAngstrom = 0.5;

    /// <summary>One sentence on the first such pair, or null if there is none.</summary>
    public static string? Find(Crystal crystal)
    {
        double closest = Angstrom.ToBohr(ClosestAngstrom);
        Lattice lattice = crystal.Lattice;
        Periodicity periodicity = crystal.Periodicity;

        // Points a distance d apart differ by at most d |a*| in the first coordinate.
        CellAxis a = AxisOf(0, periodicity.A), b = AxisOf(1, periodicity.B),
            c = AxisOf(2, periodicity.C);
        var last = new Dictionary<(long, long, long), int>(crystal.Count);
        int[] before = new int[crystal.Count];
        for (int second = 0; second < crystal.Count; second++)
        {
            Site site = crystal.Sites[second];
            (long i, long j, long k) = (
                a.CellOf(site.Position.X), b.CellOf(site.Position.Y), c.CellOf(site.Position.Z));
            for (int near = 0; near < a.Near * b.Near * c.Near; near++)
            {
                (long, long, long) cell = (
                    a.Beside(i, near % a.Near),
                    b.Beside(j, near / a.Near % b.Near),
                    c.Beside(k, near / (a.Near * b.Near)));
                int first = last.GetValueOrDefault(cell, -1);
                for (; first >= 0; first = before[first])
                {
                    Site other = crystal.Sites[first];
                    double distance = lattice.ToCartesian(
                        Nearest(site.Position - other.Position, periodicity)).Length;
                    if (distance < closest && site.Occupancy + other.Occupancy > 1 + 1e-3)
                    {
                        return Describe(crystal, first, second, distance);
                    }
                }
            }

            before[second] = last.GetValueOrDefault((i, j, k), -1);
            last[(i, j, k)] = second;
        }

        return null;

        CellAxis AxisOf(int axis, bool isPeriodic) =>
            new(closest * lattice.Inverse.Column(axis).Length, isPeriodic);
    }

    /// <summary>A difference of positions less the nearest lattice translation.</summary>
    public static Vector3D Nearest(Vector3D difference, Periodicity periodicity) => new(
        periodicity.A ? difference.X - Math.Round(difference.X) : difference.X,
        periodicity.B ? difference.Y - Math.Round(difference.Y) : difference.Y,
        periodicity.C ? difference.Z - Math.Round(difference.Z) : difference.Z);

    private static string Describe(Crystal crystal, int first, int second, double distance)
    {
        Element a = crystal.Sites[first].Element, b = crystal.Sites[second].Element;
        return "atoms on top of each other: " + string.Create(
            CultureInfo.InvariantCulture,
            $"sites {first + 1} ({a}) and {second + 1} ({b}) are "
                + $"{Angstrom.FromBohr(distance):0.###} Å apart");
    }

    /// <summary>
    /// Cells along one axis, no narrower than a width, so that what is nearer than that lies in the
    /// same cell or beside it: a million atoms are searched as fast, one by one, as a hundred.
    /// </summary>
    private readonly struct CellAxis(double width, bool isPeriodic)
    {
        private readonly long count = isPeriodic ? (long)Math.Max(1, 1 / width) : 0;

        /// <summary>How many cells there are to look into.</summary>
        public int Near => isPeriodic ? (int)Math.Min(count, 3) : 3;

        public long CellOf(double x) => isPeriodic
            ? Math.Min((long)((x - Math.Floor(x)) * count), count - 1)
            : (long)Math.Floor(x / width);

        /// <summary>The cell itself and those beside it, each once.</summary>
        public long Beside(long cell, int near) => isPeriodic
            ? (cell + near + count - 1) % count
            : cell + near - 1;
    }
}
