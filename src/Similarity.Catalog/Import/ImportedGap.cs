using Similarity.Fingerprints;
using Similarity.Spectra;

namespace Similarity.Catalog.Import;

/// <summary>
/// The gap of imported bands, or of a density of states, in electronvolts; 0 for a metal, null
/// where no Fermi level or no edge is known.
/// </summary>
internal static class ImportedGap
{
    /// <summary>The width of levels where the bands do not say theirs, in electronvolts.</summary>
    private const double SigmaEv = 0.05;

    public static double? Of(FingerprintSubject subject) => subject switch
    {
        { Bands: { } bands } => Of(bands) * PhysicalConstants.HartreeInEv,
        { Dos: { ReportedFermiLevel: { } level } dos } => Of(SpectrumLevels.Of(dos, level)),
        _ => null,
    };

    private static double? Of(BandStructure bands)
    {
        var smearing = new Gaussian(SigmaEv / PhysicalConstants.HartreeInEv);
        return BandLevels.Find(bands, smearing).Levels is { } levels
            ? BandEdges.Of(bands, levels.Fermi).Gap
            : null;
    }

    private static double Of(SpectrumLevels levels) =>
        (levels.Conduction - levels.Valence) * PhysicalConstants.HartreeInEv;
}
