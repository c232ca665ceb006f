using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>Lattice vectors in the plane h·v = 0.</summary>
internal static class LatticePlane
{
    /// <summary>The two shortest independent vectors of the plane; the index h has no common divisor.</summary>
    public static (IntegerVector3D U, IntegerVector3D V) ReducedBasis(Lattice lattice, IntegerVector3D index)
    {
        (IntegerVector3D u, IntegerVector3D v) = Basis(index);
        while (true)
        {
            Vector3D cu = lattice.ToCartesian(u.ToVector()), cv = lattice.ToCartesian(v.ToVector());
            if (cu.LengthSquared > cv.LengthSquared)
            {
                (u, v, cu, cv) = (v, u, cv, cu);
            }

            // Gauss: v loses its multiple of u until it loses nothing.
            int times = (int)Math.Round(Vector3D.Dot(cu, cv) / cu.LengthSquared);
            if (times == 0 || (cv - times * cu).LengthSquared >= cv.LengthSquared * (1 - 1e-12))
            {
                return (u, v);
            }

            v -= times * u;
        }
    }

    /// <summary>
    /// Any basis: with g = gcd(h₁, h₂) = p h₁ + q h₂ it is (h₂, −h₁, 0)/g and (−p h₃, −q h₃, g).
    /// </summary>
    private static (IntegerVector3D U, IntegerVector3D V) Basis(IntegerVector3D h)
    {
        if (h.X == 0 && h.Y == 0)
        {
            return (new(1, 0, 0), new(0, 1, 0));
        }

        (int g, int p, int q) = Bezout(h.X, h.Y);
        return (new(h.Y / g, -h.X / g, 0), new(-p * h.Z, -q * h.Z, g));
    }

    /// <summary>(g, p, q) with g = p a + q b, the greatest common divisor up to sign.</summary>
    private static (int G, int P, int Q) Bezout(int a, int b)
    {
        if (b == 0)
        {
            return (a, 1, 0);
        }

        (int g, int p, int q) = Bezout(b, a % b);
        return (g, q, p - a / b * q);
    }
}
