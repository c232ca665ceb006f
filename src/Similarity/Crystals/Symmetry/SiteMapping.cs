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
        SiteLookup sites,
        IntegerMatrix3D rotation,
        Vector3D translation,
        [NotNullWhen(true)] out SiteMapping? mapping)
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

        mapping = Refined(new SymmetryOperation(rotation, translation), permutation, sum);
        return true;
    }

    /// <summary>
    /// The product of two mappings, first the right one; null when an image misses its site by more
    /// than the tolerance. Where the sites fall is known, which costs a tenth of finding it.
    /// </summary>
    public static SiteMapping? TryMultiply(SiteLookup sites, SiteMapping left, SiteMapping right)
    {
        SymmetryOperation product = left.Operation * right.Operation;
        int[] permutation = new int[sites.Count];
        Vector3D sum = default;
        for (int i = 0; i < permutation.Length; i++)
        {
            permutation[i] = left.Permutation[right.Permutation[i]];
            Vector3D image = product.Apply(sites.Position(i));
            if (!sites.IsNear(permutation[i], image, out Vector3D difference))
            {
                return null;
            }

            sum += difference;
        }

        return Refined(product, permutation, sum);
    }

    private static SiteMapping Refined(SymmetryOperation rough, int[] permutation, Vector3D sum)
    {
        Vector3D translation = rough.Translation + sum / permutation.Length;
        return new((rough with { Translation = translation }).Wrapped, permutation);
    }
}
