using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>A kind of fingerprint that every material of an import gets.</summary>
/// <param name="FromStructure">
/// Whether the structure of an input counts where it has bands too.
/// </param>
public sealed record ImportKind(FingerprintRecipe Recipe, bool FromStructure)
{
    /// <summary>What materials are compared by when nothing is said.</summary>
    public const string UsualKind = "spectral-vbm-cbm";
}
