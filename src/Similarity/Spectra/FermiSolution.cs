namespace Similarity.Spectra;

/// <summary>
/// A Fermi level at which the bands hold the electrons asked for. Where that is so over an
/// interval, to rounding, <see cref="Lowest"/> and <see cref="Highest"/> are its ends (∞ if
/// unbounded).
/// </summary>
/// <param name="Energy">
/// Hartree; on a plateau the point of it nearest to the middle of the gap.
/// </param>
/// <param name="Slope">
/// dN/dμ there, states per hartree; ∞ where an unsmeared level is partly filled.
/// </param>
/// <param name="InGap">Whether it lies between full and empty bands.</param>
/// <param name="RejectedBecause">Null for the chosen one.</param>
public sealed record FermiRoot(
    double Energy, double Slope, bool InGap, double Lowest, double Highest, string? RejectedBecause)
{
    /// <summary>Whether N(μ) is flat to rounding over more than 10⁻⁶ eV.</summary>
    public bool IsPlateau => Highest - Lowest > BandEdges.EnergyTolerance;
}

/// <summary>Every Fermi level of a band structure, and the one a physicist would take.</summary>
/// <param name="Electrons">The number of electrons asked for.</param>
/// <param name="Roots">All solutions of N(μ) = electrons in ascending order.</param>
/// <param name="Chosen">
/// The Fermi level in hartree: one of the roots, or the middle of the gap when smearing leaves no
/// root there; null when the bands cannot hold the electrons.
/// </param>
/// <param name="Residual">N(chosen) − electrons; null without a chosen level.</param>
/// <param name="Reason">Why this one, in words.</param>
public sealed record FermiSolution(
    double Electrons, IReadOnlyList<FermiRoot> Roots, double? Chosen, double? Residual,
    string Reason);
