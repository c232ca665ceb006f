using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The extended Bravais lattices of Hinuma et al., Comput. Mater. Sci. 128, 140 (2017): Bravais
/// lattices by the shape of their Brillouin zone, which the ratios of edges decide.
/// </summary>
internal static class ExtendedBravaisLattice
{
    // The groups in which the lines K–H and K–H₂ are not equal, time reversal included.
    private static readonly int[] SmallHexagonal = [143, 144, 145, 147, 149, 151, 153, 157, 159, 162, 163];

    public static string Of(string bravaisLattice, int spaceGroup, Lattice conventional)
    {
        (double a, double b, double c) = (conventional.Lengths.X, conventional.Lengths.Y, conventional.Lengths.Z);
        int variant = bravaisLattice switch
        {
            "cP" or "cF" => spaceGroup <= 206 ? 1 : 2,
            "tI" => c <= a ? 1 : 2,
            "oF" => FaceCentred(a, b, c),
            "oI" => c >= a && c >= b ? 1 : a >= b ? 2 : 3,
            "oC" => a <= b ? 1 : 2,
            "oA" => b <= c ? 1 : 2,
            "hP" => SmallHexagonal.Contains(spaceGroup) ? 1 : 2,
            "hR" => Math.Sqrt(3) * a <= Math.Sqrt(2) * c ? 1 : 2,
            "mC" => Monoclinic(a, b, c, conventional.Angles.Y),
            _ => 1,
        };
        return bravaisLattice + variant;
    }

    private static int FaceCentred(double a, double b, double c)
    {
        (double x, double y, double z) = (1 / (a * a), 1 / (b * b), 1 / (c * c));
        return x > y + z ? 1 : z > x + y ? 2 : 3;
    }

    private static int Monoclinic(double a, double b, double c, double beta)
    {
        double height = a * Math.Sin(beta);
        if (b < height)
        {
            return 1;
        }

        return -a * Math.Cos(beta) / c + height * height / (b * b) <= 1 ? 2 : 3;
    }

    /// <summary>
    /// Triclinic: the cell whose reciprocal vectors are Niggli-reduced, turned so that |a*·b*| is the
    /// smallest product. Columns are its vectors in terms of the given ones; all angles of the
    /// reciprocal cell are obtuse (aP2) or all acute (aP3).
    /// </summary>
    public static (string Name, IntegerMatrix3D Change) Triclinic(Lattice primitive)
    {
        var reciprocal = new Lattice(primitive.Reciprocal);
        IntegerMatrix3D niggli = LatticeReduction.Niggli(reciprocal);
        niggli = niggli.Determinant > 0 ? niggli : -niggli;
        Matrix3D k = LatticeReduction.Transform(reciprocal, niggli).Vectors;
        double bc = Vector3D.Dot(k.Row1, k.Row2), ca = Vector3D.Dot(k.Row2, k.Row0), ab = Vector3D.Dot(k.Row0, k.Row1);
        double smallest = Math.Min(Math.Abs(bc), Math.Min(Math.Abs(ca), Math.Abs(ab)));
        IntegerMatrix3D turn = smallest == Math.Abs(bc) ? new(0, 0, 1, 1, 0, 0, 0, 1, 0)
            : smallest == Math.Abs(ca) ? new(0, 1, 0, 0, 0, 1, 1, 0, 0)
            : IntegerMatrix3D.Identity;

        // Reciprocal vectors change with P, direct ones with the inverse of its transpose.
        return (bc + ca + ab > 0 ? "aP3" : "aP2", (niggli * turn).Inverse.Transpose);
    }
}
