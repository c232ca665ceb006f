namespace Similarity.Operators.Nanotubes;

/// <summary>
/// A level of a tube: its energy in hartree, the phase κ of the screw in [0, π] and the rotational
/// quantum number μ. By time reversal (−κ, −μ) has the same energy.
/// </summary>
public readonly record struct HelicalLevel(double Energy, double Kappa, int Mu);

/// <summary>
/// The highest level of the bands that the electrons fill and the lowest of those above, found over
/// continuous κ.
/// </summary>
public sealed record NanotubeGap(HelicalLevel ValenceMaximum, HelicalLevel ConductionMinimum)
{
    /// <summary>
    /// Conduction minimum less valence maximum in hartree: below 0 where bands overlap, 0 to
    /// rounding where they cross.
    /// </summary>
    public double Difference => ConductionMinimum.Energy - ValenceMaximum.Energy;

    /// <summary>The fundamental gap in hartree; 0 in a metal.</summary>
    public double Gap => Math.Max(0, Difference);
}
