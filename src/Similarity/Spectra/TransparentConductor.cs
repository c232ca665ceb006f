namespace Similarity.Spectra;

/// <summary>
/// Criteria a promising transparent conductor meets: a gap that lets light through and light
/// carriers. Defaults follow SOREP (doi:10.1038/s41524-024-01446-9); semilocal functionals halve
/// gaps, so the bound is far below the 3 eV of visible light.
/// </summary>
public sealed record TransparentConductorCriteria
{
    /// <summary>Smallest gap, hartree: 0.5 eV.</summary>
    public double MinimumGap { get; init; } = 0.5 / PhysicalConstants.HartreeInEv;

    /// <summary>Largest mass of electrons, electron masses.</summary>
    public double MaximumElectronMass { get; init; } = 0.5;

    /// <summary>Largest absolute mass of holes, electron masses.</summary>
    public double MaximumHoleMass { get; init; } = 1;
}

/// <summary>Which criteria a material meets. What is unknown is not met.</summary>
public sealed record TransparentConductorVerdict(
    bool MeetsGap, bool MeetsElectronMass, bool MeetsHoleMass)
{
    /// <summary>Transparent, and electrons are light.</summary>
    public bool IsNType => MeetsGap && MeetsElectronMass;

    /// <summary>Transparent, and holes are light.</summary>
    public bool IsPType => MeetsGap && MeetsHoleMass;

    public bool IsTransparentConductor => IsNType || IsPType;
}

/// <summary>Judges materials as transparent conductors.</summary>
public static class TransparentConductor
{
    /// <summary>By the gap of the path the masses were taken on.</summary>
    public static TransparentConductorVerdict Judge(
        LineMasses masses, TransparentConductorCriteria? criteria = null) =>
        Judge(masses.Gap, masses.Electron, masses.Hole, criteria);

    /// <param name="gap">In hartree; null or 0 for a metal, which meets nothing.</param>
    /// <param name="electronMass">Electron masses, positive at a minimum.</param>
    /// <param name="holeMass">Electron masses, negative at a maximum.</param>
    public static TransparentConductorVerdict Judge(
        double? gap,
        double? electronMass,
        double? holeMass,
        TransparentConductorCriteria? criteria = null)
    {
        criteria ??= new TransparentConductorCriteria();
        return new TransparentConductorVerdict(
            gap >= criteria.MinimumGap,
            electronMass > 0 && electronMass <= criteria.MaximumElectronMass,
            holeMass < 0 && holeMass >= -criteria.MaximumHoleMass);
    }
}
