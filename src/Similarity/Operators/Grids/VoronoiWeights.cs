using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Of(int site, Vector3D point, Scratch scratch)
    {
        Surroundings around = ofSite[site];
        double own = point.Length;
        if (around.Count == 1 || own <= 0.5 * (1 - Softness) * around.Apart[1])
        {
            return 1;
        }

        // Most points that belong to others are refused by the nearest atoms already.
        double nearest = own;
        for (int i = 1; i < around.Count && around.Apart[i] - own < nearest; i++)
        {
            double distance = around.DistanceTo(i, point);
            if (own - distance >= Softness * around.Apart[i])
            {
                return 0;
            }

            nearest = Math.Min(nearest, distance);
        }

        // Nobody has a part who is beyond Reach times the nearest.
        double farthest = Reach * nearest * (1 + 1e-12);
        int count = 0;
        while (count < around.Count && around.Apart[count] - own <= farthest)
        {
            count++;
        }

        Span<double> distances = scratch.Of(Surroundings.Padded(count));
        around.DistancesTo(point, distances);
        int first = IndexOfLeast(distances[..count]);
        double sum = 0, mine = 0;
        for (int i = 0; i < count; i++)
        {
            if (distances[i] <= farthest
                && (distances[i] - nearest) * around.InverseDistances(first)[i] < Softness)
            {
                double product = Product(distances, distances[i], around.InverseDistances(i));
                sum += product;
                mine = i == 0 ? product : mine;
            }
        }

        return mine / sum;
    }

    private static int IndexOfLeast(ReadOnlySpan<double> values)
    {
        int least = 0;
        for (int i = 1; i < values.Length; i++)
        {
            least = values[i] < values[least] ? i : least;
        }

        return least;
    }

    /// <summary>
    /// P_A/2 with s(μ) = ½ (1 − g(μ/a)), g of degree 7 and flat to third order at ±1: the atom
    /// itself is among the factors, with ½.
    /// </summary>
    private static double Product(
        ReadOnlySpan<double> distances, double own, ReadOnlySpan<double> inverse)
    {
        ref double d = ref MemoryMarshal.GetReference(distances);
        ref double r = ref MemoryMarshal.GetReference(inverse);
        var centre = Vector256.Create(own);
        Vector256<double> product = Vector256<double>.One, one = Vector256<double>.One;
        for (int j = 0; j < distances.Length; j += Vector256<double>.Count)
        {
            Vector256<double> t = (centre - Vector256.LoadUnsafe(ref d, (nuint)j))
                * Vector256.LoadUnsafe(ref r, (nuint)j) * (1 / Softness);
            t = Vector256.Clamp(t, -one, one);
            Vector256<double> t2 = t * t;
            Vector256<double> g = t * (35 * one - t2 * (35 * one - t2 * (21 * one - 5 * t2)));
            product *= 0.5 * (one - g * (1 / 16.0));
        }

        return product[0] * product[1] * product[2] * product[3];
    }

    /// <summary>Space for distances; one per thread.</summary>
    public sealed class Scratch
    {
        private double[] distances = new double[64];

        public Span<double> Of(int count)
        {
            if (distances.Length < count)
            {
                distances = new double[2 * count];
            }

            return distances.AsSpan(0, count);
        }
    }

    /// <summary>The atoms around a site, itself first, seen from it and nearest first.</summary>
    private sealed class Surroundings(Vector3D[] atoms, double[] apart)
    {
        /// <summary>So far away that it has no part in anything.</summary>
        private const double Nowhere = 1e9;

        private readonly double[] x = Column(atoms, atom => atom.X);
        private readonly double[] y = Column(atoms, atom => atom.Y);
        private readonly double[] z = Column(atoms, atom => atom.Z);
        private readonly double[]?[] inverse = new double[atoms.Length][];

        public int Count => atoms.Length;

        /// <summary>Distances from the site.</summary>
        public double[] Apart => apart;

        public double DistanceTo(int atom, Vector3D point) =>
            (point - new Vector3D(x[atom], y[atom], z[atom])).Length;

        /// <summary>A number of atoms rounded up to whole vectors.</summary>
        public static int Padded(int count) =>
            (count + Vector256<double>.Count - 1) / Vector256<double>.Count
            * Vector256<double>.Count;

        /// <summary>Distances of the first atoms from a point; a padded number of them.</summary>
        public void DistancesTo(Vector3D point, Span<double> distances)
        {
            for (int i = 0; i < distances.Length; i += Vector256<double>.Count)
            {
                Vector256<double> dx = Vector256.Create(x, i) - Vector256.Create(point.X);
                Vector256<double> dy = Vector256.Create(y, i) - Vector256.Create(point.Y);
                Vector256<double> dz = Vector256.Create(z, i) - Vector256.Create(point.Z);
                Vector256.Sqrt(dx * dx + dy * dy + dz * dz).CopyTo(distances[i..]);
            }
        }

        /// <summary>1/R from an atom to all others, 0 for itself.</summary>
        public ReadOnlySpan<double> InverseDistances(int atom) => inverse[atom] ??= Column(
            atoms, other => other == atoms[atom] ? 0 : 1 / (atoms[atom] - other).Length);

        private static double[] Column(Vector3D[] atoms, Func<Vector3D, double> value)
        {
            double[] column = new double[Padded(atoms.Length)];
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = i < atoms.Length ? value(atoms[i]) : Nowhere;
            }

            return column;
        }
    }
}
