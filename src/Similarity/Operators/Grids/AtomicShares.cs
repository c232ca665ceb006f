using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Operators.Grids;

/// <summary>
/// w_A(r) = P_A/Σ_B P_B, P_A = e^(−2r_A)/r_A³ with distances in bohr, which shares space out among
/// the atoms (Franchini, Philipsen, van Lenthe and Visscher, doi:10.1002/jcc.23323, without their
/// factor for hydrogen).
/// </summary>
/// <remarks>
/// A sum over the atoms near a point. Products over pairs of them (Becke; Stratmann, Scuseria and
/// Frisch) take a third of all time and leave ten times the error.
/// </remarks>
internal sealed class AtomicShares
{
    private const double Steepness = 2;

    /// <summary>Atoms this much farther than the nearest, in bohr, have less than 4e-8.</summary>
    private const double Reach = 8.5;

    private const double FarthestAtom = 26;

    /// <summary>Instead of 0, where another atom's nucleus is.</summary>
    private const double LeastDistance = 1e-10;

    private readonly Surroundings[] ofSite;

    public AtomicShares(Crystal crystal)
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

    /// <summary>The share of a site in a point seen from it; 0 where it is below 1e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Of(int site, Vector3D point)
    {
        Surroundings around = ofSite[site];
        double own = point.Length, nearest = own;
        for (int i = 1; i < around.Count && around.Apart[i] - own < nearest; i++)
        {
            nearest = Math.Min(nearest, around.DistanceTo(i, point));
            if (own - nearest > Reach)
            {
                return 0;
            }
        }

        nearest = Math.Max(nearest, LeastDistance);
        int count = 1;
        while (count < around.Count && around.Apart[count] - own <= nearest + Reach)
        {
            count++;
        }

        (double sum, double mine) = around.Sum(count, point, nearest);
        double share = mine / sum;
        return share < 1e-7 ? 0 : share;
    }

    /// <summary>The atoms around a site, itself first, seen from it and nearest first.</summary>
    private sealed class Surroundings(Vector3D[] atoms, double[] apart)
    {
        /// <summary>So far away that it has no part in anything.</summary>
        private const double Nowhere = 1e9;

        private readonly double[] x = Column(atoms, atom => atom.X);
        private readonly double[] y = Column(atoms, atom => atom.Y);
        private readonly double[] z = Column(atoms, atom => atom.Z);

        public int Count => atoms.Length;

        /// <summary>Distances from the site.</summary>
        public double[] Apart => apart;

        public double DistanceTo(int atom, Vector3D point) =>
            (point - new Vector3D(x[atom], y[atom], z[atom])).Length;

        /// <summary>Σ P of the first atoms and P of the site, over that of the nearest.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public (double Sum, double Mine) Sum(int count, Vector3D point, double nearest)
        {
            Vector256<double> sum = default, first = default;
            var least = Vector256.Create(LeastDistance);
            var origin = Vector256.Create(nearest);
            for (int i = 0; i < count; i += Vector256<double>.Count)
            {
                Vector256<double> dx = Vector256.Create(x, i) - Vector256.Create(point.X);
                Vector256<double> dy = Vector256.Create(y, i) - Vector256.Create(point.Y);
                Vector256<double> dz = Vector256.Create(z, i) - Vector256.Create(point.Z);
                var distance =
                    Vector256.Max(Vector256.Sqrt(dx * dx + dy * dy + dz * dz), least);
                Vector256<double> ratio = origin / distance;
                Vector256<double> part =
                    Vector256.Exp(Steepness * (origin - distance)) * ratio * ratio * ratio;
                first = i == 0 ? part : first;
                sum += part;
            }

            return (Vector256.Sum(sum), first[0]);
        }

        private static double[] Column(Vector3D[] atoms, Func<Vector3D, double> value)
        {
            double[] column = new double[
                (atoms.Length + Vector256<double>.Count - 1) / Vector256<double>.Count
                * Vector256<double>.Count];
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = i < atoms.Length ? value(atoms[i]) : Nowhere;
            }

            return column;
        }
    }
}
