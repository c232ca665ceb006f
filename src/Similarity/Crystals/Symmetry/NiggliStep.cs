using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// One step towards the Niggli cell, numbered as by Křivý and Gruber; null when every condition of
/// the Niggli cell holds. The Gruber vector is (A, B, C, ξ, η, ζ) = (a², b², c², 2b·c, 2a·c, 2a·b).
/// </summary>
internal readonly struct NiggliStep
{
    private readonly double a, b, c, xi, eta, zeta, epsilon;

    private NiggliStep(Lattice lattice, double relativeEpsilon)
    {
        Matrix3D v = lattice.Vectors;
        (a, b, c) = (v.Row0.LengthSquared, v.Row1.LengthSquared, v.Row2.LengthSquared);
        xi = 2 * Vector3D.Dot(v.Row1, v.Row2);
        eta = 2 * Vector3D.Dot(v.Row0, v.Row2);
        zeta = 2 * Vector3D.Dot(v.Row0, v.Row1);
        epsilon = relativeEpsilon * Math.Pow(lattice.Volume, 2.0 / 3);
    }

    public static IntegerMatrix3D? Of(Lattice lattice, double relativeEpsilon) =>
        new NiggliStep(lattice, relativeEpsilon).Next();

    private IntegerMatrix3D? Next()
    {
        // Steps 1 and 2: lengths in order.
        if (Less(b, a) || (Equal(a, b) && Less(Math.Abs(eta), Math.Abs(xi))))
        {
            return new(0, -1, 0, -1, 0, 0, 0, 0, -1);
        }

        if (Less(c, b) || (Equal(b, c) && Less(Math.Abs(zeta), Math.Abs(eta))))
        {
            return new(-1, 0, 0, 0, 0, -1, 0, -1, 0);
        }

        // Steps 3 and 4: the three products all positive, or none.
        if (Signs() is IntegerMatrix3D signs && signs != IntegerMatrix3D.Identity)
        {
            return signs;
        }

        // Steps 5 to 8: no face or body diagonal is shorter than an edge.
        if (IsLonger(xi, b) || (Equal(xi, b) && Less(2 * eta, zeta)) || (Equal(xi, -b) && Less(zeta, 0)))
        {
            return new(1, 0, 0, 0, 1, -Math.Sign(xi), 0, 0, 1);
        }

        if (IsLonger(eta, a) || (Equal(eta, a) && Less(2 * xi, zeta)) || (Equal(eta, -a) && Less(zeta, 0)))
        {
            return new(1, 0, -Math.Sign(eta), 0, 1, 0, 0, 0, 1);
        }

        if (IsLonger(zeta, a) || (Equal(zeta, a) && Less(2 * xi, eta)) || (Equal(zeta, -a) && Less(eta, 0)))
        {
            return new(1, -Math.Sign(zeta), 0, 0, 1, 0, 0, 0, 1);
        }

        double sum = xi + eta + zeta + a + b;
        return Less(sum, 0) || (Equal(sum, 0) && Less(0, 2 * (a + eta) + zeta))
            ? new(1, 0, 1, 0, 1, 1, 0, 0, 1)
            : null;
    }

    /// <summary>The signs of the three vectors, product +1, that make ξ, η, ζ agree.</summary>
    private IntegerMatrix3D Signs()
    {
        int x = Sign(xi), y = Sign(eta), z = Sign(zeta);
        if (x * y * z > 0)
        {
            return new(x, 0, 0, 0, y, 0, 0, 0, z);
        }

        int i = x > 0 ? -1 : 1, j = y > 0 ? -1 : 1, k = z > 0 ? -1 : 1;
        if (i * j * k < 0)
        {
            // One vanishing product is free to take the sign that keeps the handedness.
            (i, j, k) = x == 0 ? (-i, j, k) : y == 0 ? (i, -j, k) : (i, j, -k);
        }

        return new(i, 0, 0, 0, j, 0, 0, 0, k);
    }

    private int Sign(double value) => Equal(value, 0) ? 0 : Math.Sign(value);

    private bool Less(double left, double right) => left < right - epsilon;

    private bool Equal(double left, double right) => Math.Abs(left - right) <= epsilon;

    private bool IsLonger(double product, double square) => Less(square, Math.Abs(product));
}
