using Similarity.Numerics.Quadrature;

namespace Similarity.Spectra;

/// <summary>
/// How line masses are taken. The default is right for bands printed to 10⁻⁴ eV or finer.
/// </summary>
public sealed record EffectiveMassOptions
{
    /// <summary>
    /// In kelvin: how far from the edge carriers sample a band. Raise it for hot carriers.
    /// </summary>
    public double Temperature { get; init; } = 300;

    /// <summary>
    /// A level this close to an edge, in hartree, is at the edge. The default, 2·10⁻⁴ eV, joins
    /// equal levels that codes print to four decimals; widen it for bands known less well.
    /// </summary>
    public double EdgeTolerance { get; init; } = 2e-4 / PhysicalConstants.HartreeInEv;

    /// <summary>
    /// What Simpson's rule does on segments with an even number of points. The average is coarser;
    /// set it to meet masses taken with SciPy up to 1.10.
    /// </summary>
    public SimpsonEnd SimpsonEnd { get; init; } = SimpsonEnd.Cartwright;

    /// <summary>
    /// True to meet numbers of SOREP: a level is at an edge when it differs by less than 10⁻⁵ of
    /// its absolute value (which depends on the zero of energy) and in any band; a band that
    /// touches the Fermi level holds no carriers on the segments where it does; its own, older
    /// constants are used.
    /// </summary>
    public bool SorepCompatible { get; init; }
}
