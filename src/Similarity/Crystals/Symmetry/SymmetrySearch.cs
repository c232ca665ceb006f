using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>Space-group operations of a primitive cell, found from its atoms.</summary>
internal static class SymmetrySearch
{
    /// <summary>
    /// One operation for each rotation of the lattice that some translation completes, the identity
    /// first; null when the operations found within the tolerance are not closed under products.
    /// </summary>
    public static SiteMapping[]? Find(Crystal primitive, double tolerance)
    {
        int[] kinds = SiteKinds.Of(primitive);
        int[] candidates = SiteKinds.Rarest(kinds);
        Vector3D[] positions = new Vector3D[primitive.Count];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = primitive.Sites[i].Position;
        }

        var lookup = new SiteLookup(primitive.Lattice, positions, kinds, tolerance);
        var found = new List<SiteMapping>();
        foreach (IntegerMatrix3D rotation in LatticeRotations.Of(primitive.Lattice, tolerance))
        {
            Vector3D rotated = rotation * positions[candidates[0]];
            foreach (int image in candidates)
            {
                if (SiteMapping.TryFind(lookup, rotation, positions[image] - rotated, out SiteMapping? mapping))
                {
                    // In a primitive cell no second translation goes with the same rotation.
                    found.Add(mapping);
                    break;
                }
            }
        }

        SiteMapping[] operations = found.OrderBy(m => m.Operation.Rotation != IntegerMatrix3D.Identity).ToArray();
        return IsClosed(operations) ? operations : null;
    }

    private static bool IsClosed(SiteMapping[] operations)
    {
        HashSet<IntegerMatrix3D> rotations = operations.Select(m => m.Operation.Rotation).ToHashSet();
        return rotations.Contains(IntegerMatrix3D.Identity)
            && rotations.All(left => rotations.All(right => rotations.Contains(left * right)));
    }
}
