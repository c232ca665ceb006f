using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>The rotations that map a lattice on itself, proper and improper.</summary>
internal static class LatticeRotations
{
    /// <summary>
    /// All W with Wᵀ G W = G, where G is the metric of a Minkowski-reduced basis and each image of a
    /// basis vector may miss its place by the tolerance (a length in bohr).
    /// </summary>
    public static List<IntegerMatrix3D> Of(Lattice reduced, double tolerance)
    {
        Matrix3D basis = reduced.Vectors;
        double[] lengths = [basis.Row0.Length, basis.Row1.Length, basis.Row2.Length];

        // Images of the vectors of a reduced basis have coefficients −1, 0 or 1.
        List<(IntegerVector3D Coefficients, Vector3D Vector)>[] images = [[], [], []];
        for (int code = 0; code < 27; code++)
        {
            var coefficients = new IntegerVector3D(code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1);
            Vector3D vector = coefficients.ToVector() * basis;
            for (int axis = 0; axis < 3; axis++)
            {
                if (Math.Abs(vector.Length - lengths[axis]) < tolerance)
                {
                    images[axis].Add((coefficients, vector));
                }
            }
        }

        var rotations = new List<IntegerMatrix3D>();
        foreach ((IntegerVector3D a, Vector3D va) in images[0])
        {
            foreach ((IntegerVector3D b, Vector3D vb) in images[1].Where(b => IsSameAngle(va, b.Vector, 0, 1)))
            {
                foreach ((IntegerVector3D c, Vector3D vc) in images[2])
                {
                    var rotation = IntegerMatrix3D.FromColumns(a, b, c);
                    if (rotation.Determinant is 1 or -1 && IsSameAngle(va, vc, 0, 2) && IsSameAngle(vb, vc, 1, 2))
                    {
                        rotations.Add(rotation);
                    }
                }
            }
        }

        return rotations;

        // Moving both end points by t changes the product u·v by up to t (|u| + |v|).
        bool IsSameAngle(Vector3D u, Vector3D v, int i, int j) =>
            Math.Abs(Vector3D.Dot(u, v) - Vector3D.Dot(basis[i], basis[j])) < tolerance * (lengths[i] + lengths[j]);
    }
}
