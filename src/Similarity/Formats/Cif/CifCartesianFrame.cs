using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Cif;

/// <summary>
/// Ångström coordinates X of a CIF: X = M f + t for fractional f with the items
/// <c>_atom_sites_Cartn_tran_matrix_ij</c> and <c>…_vector_i</c>; without them a lies along x and b
/// in the xy plane, the usual convention.
/// </summary>
internal sealed class CifCartesianFrame
{
    private readonly Matrix3D inverse;
    private readonly Vector3D origin;

    public CifCartesianFrame(CifBlock block, Lattice lattice)
    {
        const string First = "_atom_sites_cartn_tran_matrix_11";
        if (!block.TryGet(First, out _))
        {
            inverse = Angstrom.FromBohr(lattice.Vectors).Transpose.Inverse;
            return;
        }

        var matrix = new Matrix3D(Row("matrix_1"), Row("matrix_2"), Row("matrix_3"));
        if (matrix.Determinant == 0 || !double.IsFinite(matrix.Determinant))
        {
            throw block.Place(First).Error("the matrix has no inverse");
        }

        inverse = matrix.Inverse;
        origin = Row("vector_");

        Vector3D Row(string name) => new(Item(name + "1"), Item(name + "2"), Item(name + "3"));

        double Item(string name)
        {
            string tag = "_atom_sites_cartn_tran_" + name;
            return block.TryGet(tag, out CifToken token)
                ? CifNumber.Parse(block, tag, token)
                : throw block.Place(tag).Error("is missing");
        }
    }

    public Vector3D ToFractional(Vector3D angstrom) => inverse * (angstrom - origin);
}
