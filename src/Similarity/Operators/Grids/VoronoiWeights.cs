using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// Smoothed Voronoi cells w_A(r) = P_A/Σ_B P_B, P_A = Π_B s((r_A − r_B)/R_AB), which share space
/// out among the atoms (Stratmann, Scuseria and Frisch, doi:10.1016/0009-2614(96)00600-8).
/// </summary>
internal sealed class VoronoiWeights
{
    /// <summary>s is 1 below −a and 0 above a.</summary>
    private const double Softness = 0.64;

    /// <summary>Atoms this much farther than the nearest have no part in a point.</summary>
    private const double Reach = (1 + Softness) / (1 - Softness);

    private const double FarthestAtom = 24;

    private readonly Vector3D[][] atomsAround;
    private readonly double[][] distances;

    public VoronoiWeights(Crystal crystal)
    {
        SiteImage[] images = SiteImage.Around(crystal, FarthestAtom);
        atomsAround = new Vector3D[crystal.Count][];
        distances = new double[crystal.Count][];
        for (int site = 0; site < crystal.Count; site++)
        {
            // The owner is first, as it is at distance 0.
            Vector3D centre = images[site].Position;
            Vector3D[] around = [.. images.Select(image => image.Position - centre)];
            double[] lengths = Array.ConvertAll(around, vector => vector.Length);
            Array.Sort(lengths, around);
            int count = Array.FindIndex(lengths, length => length > FarthestAtom);
            atomsAround[site] = count < 0 ? around : around[..count];
            distances[site] = count < 0 ? lengths : lengths[..count];
        }
    }

    /// <summary>The weight of a site at a point seen from it.</summary>
    public double Of(int site, Vector3D point, Scratch scratch)
    {
        Vector3D[] atoms = atomsAround[site];
        double[] apart = distances[site];
        double own = point.Length;

        // Most points that belong to others are refused by the nearest atoms already.
        double nearest = own;
        int seen = 1;
        for (; seen < atoms.Length && apart[seen] - own < nearest; seen++)
        {
            double distance = (point - atoms[seen]).Length;
            if (own - distance >= Softness * apart[seen])
            {
                return 0;
            }

            nearest = Math.Min(nearest, distance);
        }

        // Nobody has a part who is beyond Reach times the nearest.
        int count = 0;
        double farthest = Reach * nearest * (1 + 1e-12);
        for (int i = 0; i < atoms.Length && apart[i] - own <= farthest; i++)
        {
            double distance = (point - atoms[i]).Length;
            if (distance <= farthest)
            {
                scratch.Add(ref count, atoms[i], distance);
            }
        }

        double sum = 0, mine = 0;
        for (int i = 0; i < count; i++)
        {
            double product = Product(scratch, i, count);
            sum += product;
            mine = i == 0 ? product : mine;
        }

        return mine / sum;
    }

    private static double Product(Scratch scratch, int of, int count)
    {
        double product = 1;
        for (int j = 0; j < count && product > 0; j++)
        {
            if (j != of)
            {
                double apart = (scratch.Atoms[of] - scratch.Atoms[j]).Length;
                product *= Step((scratch.Distances[of] - scratch.Distances[j]) / apart);
            }
        }

        return product;
    }

    /// <summary>s(μ) = ½ (1 − g(μ/a)), g of degree 7 and flat to third order at ±1.</summary>
    private static double Step(double mu)
    {
        if (mu <= -Softness)
        {
            return 1;
        }

        if (mu >= Softness)
        {
            return 0;
        }

        double t = mu / Softness, t2 = t * t;
        return 0.5 * (1 - t * (35 + t2 * (-35 + t2 * (21 - 5 * t2))) / 16);
    }

    /// <summary>The atoms that share a point; one per thread.</summary>
    public sealed class Scratch
    {
        public Vector3D[] Atoms { get; private set; } = new Vector3D[64];

        public double[] Distances { get; private set; } = new double[64];

        public void Add(ref int count, Vector3D atom, double distance)
        {
            if (count == Atoms.Length)
            {
                Vector3D[] atoms = Atoms;
                double[] distances = Distances;
                Array.Resize(ref atoms, 2 * count);
                Array.Resize(ref distances, 2 * count);
                (Atoms, Distances) = (atoms, distances);
            }

            Atoms[count] = atom;
            Distances[count++] = distance;
        }
    }
}
