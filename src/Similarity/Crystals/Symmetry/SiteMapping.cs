using System.Diagnostics.CodeAnalysis;
using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// An operation that maps a crystal on itself: <c>Permutation[i]</c> is the site on which site i
/// falls; the translation is the one with the smallest mean square deviation.
/// </summary>
internal sealed record SiteMapping(SymmetryOperation Operation, int[] Permutation)
{
    /// <summary>Tries x → W x + w, where w is known only as well as the positions are.</summary>
    public static bool TryFind(
        SiteLookup sites, IntegerMatrix3D rotation, Vector3D translation, [NotNullWhen(true)] out SiteMapping? mapping)
    {
        mapping = null;
        int[] permutation = new int[sites.Count];
        bool[] taken = new bool[sites.Count];
        Vector3D sum = default;
        for (int i = 0; i < permutation.Length; i++)
        {
            Vector3D image = rotation * sites.Position(i) + translation;
            int site = sites.Find(image, sites.Kind(i), out Vector3D difference);
            if (site < 0 || taken[site])
            {
                return false;
            }

            (permutation[i], taken[site]) = (site, true);
            sum += difference;
        }

        Vector3D refined = translation + sum / permutation.Length;
        mapping = new SiteMapping(new SymmetryOperation(rotation, refined).Wrapped, permutation);
        return true;
    }
}
