using System.Diagnostics;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// A crystal in the standard setting of its space group (<see cref="SpaceGroupSetting.Standard"/>),
/// made exactly symmetric: the metric is the mean over all rotations, each site the mean of its
/// images. a lies along x, b in the xy plane. Where the setting leaves a choice of axes, the
/// shortest ones with an obtuse β are taken, sorted a ≤ b ≤ c as far as the symbol allows.
/// </summary>
public sealed class StandardCell
{
    private StandardCell(
        string bravaisLattice, Crystal conventional, Crystal primitive, Matrix3D change)
    {
        BravaisLattice = bravaisLattice;
        Conventional = conventional;
        Primitive = primitive;
        Change = change;
    }

    /// <summary>
    /// Pearson's letters: family a m o t h c, then the lattice letter; e.g. "cF", "hR", "oA".
    /// </summary>
    public string BravaisLattice { get; }

    /// <summary>The conventional cell, rhombohedral crystals on hexagonal axes.</summary>
    public Crystal Conventional { get; }

    /// <summary>
    /// The primitive cell of Hinuma et al., Comput. Mater. Sci. 128, 140 (2017), table 3.
    /// </summary>
    public Crystal Primitive { get; }

    /// <summary>
    /// P: its columns are the vectors of <see cref="Primitive"/> in terms of the **input** vectors,
    /// before it is turned and made symmetric. Fractional k-points of the input become k P.
    /// </summary>
    public Matrix3D Change { get; }

    public static StandardCell Of(CrystalSymmetry symmetry)
    {
        SpaceGroupMatch match = symmetry.Match;
        Lattice measured = LatticeReduction.Transform(
            symmetry.Primitive.Crystal.Lattice, match.Change);
        Centering centering = match.Group.Centering;
        Lattice conventional = FromMetric(MeanMetric(measured, match.Group), centering);
        Vector3D[] positions = MeanPositions(symmetry);

        string bravais = Bravais(match.Group);
        Matrix3D change = PrimitiveChange(bravais, centering);
        var primitive = new Lattice(change.Transpose * conventional.Vectors);
        Matrix3D toPrimitive = change.Inverse * centering.Primitive;
        var sites = new List<Site>();
        var primitiveSites = new List<Site>();
        for (int i = 0; i < positions.Length; i++)
        {
            Site site = symmetry.Primitive.Crystal.Sites[i];
            primitiveSites.Add(At(site, toPrimitive * positions[i]));
            foreach (IntegerVector3D point in centering.Points)
            {
                Vector3D shift = point.ToVector() / Centering.Denominator;
                sites.Add(At(site, centering.Primitive * positions[i] + shift));
            }
        }

        string? name = symmetry.Crystal.Name;
        return new StandardCell(
            bravais,
            new Crystal(conventional, sites) { Name = name },
            new Crystal(primitive, primitiveSites) { Name = name },
            symmetry.Primitive.Change * match.Change.ToMatrix() * toPrimitive.Inverse);
    }

    private static Site At(Site site, Vector3D position) =>
        site with { Position = FractionalPosition.Wrap(position) };

    private static string Bravais(ReferenceGroup group) => group.PointGroup.CrystalSystem switch
    {
        CrystalSystem.Triclinic => "a",
        CrystalSystem.Monoclinic => "m",
        CrystalSystem.Orthorhombic => "o",
        CrystalSystem.Tetragonal => "t",
        CrystalSystem.Cubic => "c",
        _ => "h",
    } + group.Setting.Lattice;

    // Orthorhombic and monoclinic crystals share the letter C but not the convention.
    private static Matrix3D PrimitiveChange(string bravais, Centering centering) => bravais == "oC"
        ? new(new(0.5, 0.5, 0), new(-0.5, 0.5, 0), new(0, 0, 1))
        : centering.Primitive;

    /// <summary>
    /// Mean of Wᵀ G W over the rotations W of the group, on the standard primitive vectors.
    /// </summary>
    private static Matrix3D MeanMetric(Lattice primitive, ReferenceGroup group)
    {
        Matrix3D metric = primitive.Vectors * primitive.Vectors.Transpose;
        Matrix3D sum = default;
        foreach (ExactOperation operation in group.Operations)
        {
            Matrix3D rotation = operation.Rotation.ToMatrix();
            Matrix3D term = rotation.Transpose * metric * rotation;
            sum = new(sum.Row0 + term.Row0, sum.Row1 + term.Row1, sum.Row2 + term.Row2);
        }

        return 1.0 / group.Operations.Length * sum;
    }

    /// <summary>The conventional lattice with the metric (C⁻¹)ᵀ G C⁻¹.</summary>
    private static Lattice FromMetric(Matrix3D primitiveMetric, Centering centering)
    {
        Matrix3D inverse = centering.ToPrimitive.ToMatrix();
        Matrix3D g = inverse.Transpose * primitiveMetric * inverse;
        var lengths = new Vector3D(Math.Sqrt(g[0, 0]), Math.Sqrt(g[1, 1]), Math.Sqrt(g[2, 2]));
        return Lattice.FromParameters(lengths, new Vector3D(
            Math.Acos(g[1, 2] / (lengths.Y * lengths.Z)),
            Math.Acos(g[0, 2] / (lengths.X * lengths.Z)),
            Math.Acos(g[0, 1] / (lengths.X * lengths.Y))));
    }

    /// <summary>
    /// Positions on the standard primitive vectors: x_i = mean of g x_j over all g with g j = i.
    /// </summary>
    private static Vector3D[] MeanPositions(CrystalSymmetry symmetry)
    {
        SpaceGroupMatch match = symmetry.Match;
        IntegerMatrix3D inverse = match.Change.Inverse;
        Vector3D[] positions = new Vector3D[symmetry.Primitive.Crystal.Count];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = inverse * symmetry.Primitive.Crystal.Sites[i].Position - match.Origin;
        }

        Dictionary<IntegerMatrix3D, int[]> permutations = symmetry.PrimitiveOperations.ToDictionary(
            mapping => inverse * mapping.Operation.Rotation * match.Change,
            mapping => mapping.Permutation);
        Vector3D[] shifts = new Vector3D[positions.Length];
        foreach (ExactOperation operation in match.Group.Operations)
        {
            int[] permutation = permutations[operation.Rotation];
            for (int j = 0; j < positions.Length; j++)
            {
                int i = permutation[j];
                Vector3D image = operation.Rotation * positions[j] + operation.Translation;
                Vector3D shift = FractionalPosition.Nearest(image - positions[i]);
                Debug.Assert(shift.LengthSquared < 0.01, "the operation maps site j on site i");
                shifts[i] += shift / match.Group.Operations.Length;
            }
        }

        return positions.Zip(shifts, (position, shift) => position + shift).ToArray();
    }
}
