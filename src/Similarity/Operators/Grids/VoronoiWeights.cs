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

    private readonly Surroundings[] ofSite;

    public VoronoiWeights(Crystal crystal)
    {
        SiteImage[] images = SiteImage.Around(crystal, FarthestAtom);
        ofSite = new Surroundings[crystal.Count];
        for (int site = 0; site < crystal.Count; site++)
        {
            // The owner is first, as it is at distance 0.
            Vector3D centre = images[site].Position;
            Vector3D[] around = [.. images.Select(image => image.Position - centre)];
            double[] lengths = Array.ConvertAll(around, vector => vector.Length);
            Array.Sort(lengths, around);
            int count = lengths.Count(length => length <= FarthestAtom);
            ofSite[site] = new Surroundings(around[..count], lengths[..count]);
        }
    }

    /// <summary>The weight of a site at a point seen from it.</summary>
    public double Of(int site, Vector3D point, Scratch scratch)
    {
        Surroundings around = ofSite[site];
        double own = point.Length;
        if (around.Count == 1 || own <= 0.5 * (1 - Softness) * around.Apart(1))
        {
            return 1;
        }

        // Most points that belong to others are refused by the nearest atoms already.
        double nearest = own;
        for (int i = 1; i < around.Count && around.Apart(i) - own < nearest; i++)
        {
            double distance = (point - around[i]).Length;
            if (own - distance >= Softness * around.Apart(i))
            {
                return 0;
            }

            nearest = Math.Min(nearest, distance);
        }

        // Nobody has a part who is beyond Reach times the nearest.
        int count = 0;
        double farthest = Reach * nearest * (1 + 1e-12);
        for (int i = 0; i < around.Count && around.Apart(i) - own <= farthest; i++)
        {
            double distance = (point - around[i]).Length;
            if (distance <= farthest)
            {
                scratch.Add(ref count, i, distance);
            }
        }

        // The nearest refuses most of the others: it comes first in their products.
        scratch.MoveNearestFirst(count);
        double sum = 0, mine = 0;
        for (int i = 0; i < count; i++)
        {
            double product = Product(around, scratch, i, count);
            sum += product;
            mine = scratch.Atoms[i] == 0 ? product : mine;
        }

        return mine / sum;
    }

    private static double Product(Surroundings around, Scratch scratch, int of, int count)
    {
        double product = 1, own = scratch.Distances[of];
        ReadOnlySpan<double> inverse = around.InverseDistances(scratch.Atoms[of]);
        for (int j = 0; j < count && product > 0; j++)
        {
            if (j != of)
            {
                product *= Step((own - scratch.Distances[j]) * inverse[scratch.Atoms[j]]);
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
        /// <summary>Numbers among those around the site.</summary>
        public int[] Atoms { get; private set; } = new int[64];

        /// <summary>From the point.</summary>
        public double[] Distances { get; private set; } = new double[64];

        public void Add(ref int count, int atom, double distance)
        {
            if (count == Atoms.Length)
            {
                int[] atoms = Atoms;
                double[] distances = Distances;
                Array.Resize(ref atoms, 2 * count);
                Array.Resize(ref distances, 2 * count);
                (Atoms, Distances) = (atoms, distances);
            }

            Atoms[count] = atom;
            Distances[count++] = distance;
        }

        public void MoveNearestFirst(int count)
        {
            int nearest = 0;
            for (int i = 1; i < count; i++)
            {
                nearest = Distances[i] < Distances[nearest] ? i : nearest;
            }

            (Atoms[0], Atoms[nearest]) = (Atoms[nearest], Atoms[0]);
            (Distances[0], Distances[nearest]) = (Distances[nearest], Distances[0]);
        }
    }

    /// <summary>The atoms around a site, itself first, seen from it and nearest first.</summary>
    private sealed class Surroundings(Vector3D[] atoms, double[] apart)
    {
        private readonly double[]?[] inverse = new double[atoms.Length][];

        public int Count => atoms.Length;

        public Vector3D this[int atom] => atoms[atom];

        /// <summary>Distance from the site.</summary>
        public double Apart(int atom) => apart[atom];

        /// <summary>1/R from an atom to all others.</summary>
        public ReadOnlySpan<double> InverseDistances(int atom) => inverse[atom] ??=
            Array.ConvertAll(atoms, other => 1 / (atoms[atom] - other).Length);
    }
}
