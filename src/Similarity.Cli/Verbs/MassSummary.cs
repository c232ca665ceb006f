using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>Line masses and the transparent-conductor verdict, as documents carry them.</summary>
/// <param name="ElectronMass">In electron masses.</param>
/// <param name="HoleMass">In electron masses, negative.</param>
internal sealed record MassSummary(
    double? ElectronMass,
    double? HoleMass,
    string? WhyNoElectronMass,
    string? WhyNoHoleMass,
    double? GapEv,
    bool IsTcm,
    bool NType,
    bool PType,
    IReadOnlyList<MassSummary.Segment> Segments)
{
    public static MassSummary Of(BandStructure bands, double fermiLevel, bool likeSorep)
    {
        LineMasses masses = EffectiveMass.AlongPath(
            bands, fermiLevel, new EffectiveMassOptions { SorepCompatible = likeSorep });
        TransparentConductorVerdict verdict = TransparentConductor.Judge(masses);
        return new MassSummary(
            masses.Electron,
            masses.Hole,
            masses.WhyNoElectron,
            masses.WhyNoHole,
            Units.Ev(masses.Gap),
            verdict.IsTransparentConductor,
            verdict.IsNType,
            verdict.IsPType,
            masses.Segments.Select(Segment.Of).ToArray());
    }

    /// <param name="From">Name of the first point of the segment.</param>
    /// <param name="HasCbm">Whether the conduction band minimum lies on the segment.</param>
    /// <param name="HasVbm">Whether the valence band maximum lies on the segment.</param>
    internal sealed record Segment(
        string From,
        string To,
        bool HasCbm,
        bool HasVbm,
        double? ElectronMass,
        double? HoleMass,
        string? WhyNoElectronMass,
        string? WhyNoHoleMass)
    {
        public static Segment Of(SegmentMasses masses) => new(
            KPointLabel.Pretty(masses.Segment.StartLabel),
            KPointLabel.Pretty(masses.Segment.EndLabel),
            masses.HasConductionMinimum,
            masses.HasValenceMaximum,
            masses.Electron,
            masses.Hole,
            masses.WhyNoElectron,
            masses.WhyNoHole);
    }
}
