using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// The tabulated space group that a set of primitive operations is, and the way there. Frames:
/// (primitive) −[Change, Origin]→ (primitive vectors of the standard setting): the columns of
/// Change are the new vectors in terms of the old, and x_new = Change⁻¹ x_old − Origin.
/// </summary>
internal sealed record SpaceGroupMatch(ReferenceGroup Group, IntegerMatrix3D Change, Vector3D Origin)
{
    // Tabulated translations differ by 1/12 or more; measured ones miss by tolerance / length,
    // times the small integers of an elimination.
    private const double TranslationTolerance = 0.04;

    /// <summary>Null when no type matches, which means that the operations are not a group.</summary>
    public static SpaceGroupMatch? Find(Lattice primitive, IReadOnlyList<SymmetryOperation> operations)
    {
        IntegerMatrix3D[] rotations = operations.Select(operation => operation.Rotation).ToArray();
        PointGroup pointGroup = PointGroup.Of(rotations);
        foreach (IntegerMatrix3D cell in ConventionalAxes.Candidates(primitive, pointGroup, rotations))
        {
            foreach (ReferenceGroup group in ReferenceGroup.Of(pointGroup))
            {
                if (cell.Determinant == group.Centering.Points.Length
                    && TryPrimitive(cell, group.Centering) is IntegerMatrix3D change
                    && FindOrigin(operations, change, group) is Vector3D origin)
                {
                    return new SpaceGroupMatch(group, change, origin);
                }
            }
        }

        return null;
    }

    /// <summary>The primitive vectors of a centred cell, if they are vectors of this lattice.</summary>
    private static IntegerMatrix3D? TryPrimitive(IntegerMatrix3D cell, Centering centering)
    {
        IntegerMatrix3D twelfths = cell * centering.PrimitiveInTwelfths;
        IntegerMatrix3D change = IntegerMatrix3D.Round(1.0 / Centering.Denominator * twelfths.ToMatrix());
        return Centering.Denominator * change == twelfths ? change : null;
    }

    /// <summary>
    /// The shift s of the origin, x → x − s, that turns each (W, w) into the tabulated (W, w'):
    /// w + (W − 1) s ≡ w' modulo 1. It is enough to solve for generators; all are checked.
    /// </summary>
    private static Vector3D? FindOrigin(
        IReadOnlyList<SymmetryOperation> operations, IntegerMatrix3D change, ReferenceGroup group)
    {
        IntegerMatrix3D inverse = change.Inverse;
        var measured = new Dictionary<IntegerMatrix3D, Vector3D>();
        foreach (SymmetryOperation operation in operations)
        {
            measured[inverse * operation.Rotation * change] = inverse * operation.Translation;
        }

        var equations = new CongruenceSystem();
        foreach (ExactOperation generator in group.Generators)
        {
            if (!measured.TryGetValue(generator.Rotation, out Vector3D translation))
            {
                return null;
            }

            equations.Add(generator.Rotation - IntegerMatrix3D.Identity, generator.Translation - translation);
        }

        if (equations.Solve(TranslationTolerance) is not Vector3D shift)
        {
            return null;
        }

        foreach (ExactOperation operation in group.Operations)
        {
            if (!measured.TryGetValue(operation.Rotation, out Vector3D translation))
            {
                return null;
            }

            Vector3D moved = translation + operation.Rotation * shift - shift;
            Vector3D miss = FractionalPosition.Nearest(moved - operation.Translation);
            if (Math.Max(Math.Abs(miss.X), Math.Max(Math.Abs(miss.Y), Math.Abs(miss.Z))) > TranslationTolerance)
            {
                return null;
            }
        }

        return shift;
    }
}
