namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>The energy of an atom and its parts, in hartree.</summary>
/// <param name="Kinetic">Of the orbitals; the relativistic one without the rest mass.</param>
/// <param name="Hartree">½ ∫∫ n n′/|r − r′|.</param>
/// <param name="Nuclear">−Z ∫ n/r.</param>
/// <param name="ExchangeCorrelation">∫ n ε_xc.</param>
public sealed record AtomicEnergies(
    double Kinetic, double Hartree, double Nuclear, double ExchangeCorrelation)
{
    public double Total => Kinetic + Hartree + Nuclear + ExchangeCorrelation;
}
