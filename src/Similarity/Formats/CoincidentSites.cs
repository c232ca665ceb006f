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

        // Sweep along a: a pair at a distance d differs by at most d |a*| in the first coordinate.
        double window = closest * lattice.Inverse.Column(0).Length;
        bool wrapsA = crystal.Periodicity.A;
        (double Key, int Index)[] order = new (double, int)[crystal.Count];
        for (int i = 0; i < order.Length; i++)
        {
            double x = crystal.Sites[i].Position.X;
            order[i] = (wrapsA ? x - Math.Floor(x) : x, i);
        }

        Array.Sort(order);
        for (int i = 0; i < order.Length; i++)
        {
            for (int step = 1; step < order.Length; step++)
            {
                int j = i + step;
                double ahead = j < order.Length
                    ? order[j].Key - order[i].Key
                    : order[j - order.Length].Key + 1 - order[i].Key;
                if (ahead > window || (j >= order.Length && !wrapsA))
                {
                    break;
                }

                int first = order[i].Index, second = order[j % order.Length].Index;
                Site a = crystal.Sites[first], b = crystal.Sites[second];
                double distance = lattice.ToCartesian(
                    Nearest(b.Position - a.Position, crystal.Periodicity)).Length;
                if (distance < closest && a.Occupancy + b.Occupancy > 1 + 1e-3)
                {
                    return Describe(
                        crystal, Math.Min(first, second), Math.Max(first, second), distance);
                }
            }
        }

        return null;
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
}
