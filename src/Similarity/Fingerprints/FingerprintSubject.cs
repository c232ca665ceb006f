using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// What a fingerprint can be made of: a structure, bands, a density of states, or bands with the
/// structure they belong to. At least one of them.
/// </summary>
public sealed record FingerprintSubject(
    Crystal? Crystal, BandStructure? Bands, DensityOfStates? Dos)
{
    /// <param name="fromStructure">
    /// Whether the structure counts where there are bands or a density of states too.
    /// </param>
    /// <exception cref="Operators.UnsuitableCrystalException"/>
    /// <exception cref="UnsuitableSpectrumException"/>
    /// <exception cref="OperationCanceledException"/>
    public Fingerprint Fingerprint(
        FingerprintRecipe recipe,
        bool fromStructure,
        int? threads = null,
        CancellationToken cancellationToken = default) =>
        this switch
        {
            { Crystal: { } crystal } when fromStructure || (Bands is null && Dos is null) =>
                recipe.Of(crystal, threads, cancellationToken),
            { Bands: { } bands } => recipe.Of(bands, threads: threads),
            { Dos: { } dos } => recipe.Of(dos),
            _ => throw new ArgumentException("a fingerprint of nothing"),
        };
}
