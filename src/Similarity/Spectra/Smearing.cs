namespace Similarity.Spectra;

/// <summary>
/// A rule for the occupation f(x) of a level at x = (ε − μ) / width, with the broadened level
/// δ(x) = −df/dx and the entropy s(x), which satisfies s′ = −x δ. A closed family.
/// </summary>
/// <param name="Width">σ in hartree, positive.</param>
public abstract record Smearing(double Width)
{
    /// <summary>f(x): 1 far below the Fermi level, 0 far above.</summary>
    public abstract double Occupation(double x);

    /// <summary>δ(x) = −df/dx, which integrates to 1.</summary>
    public abstract double Delta(double x);

    /// <summary>dδ/dx.</summary>
    public abstract double DeltaDerivative(double x);

    /// <summary>s(x); −TS = −σ f_max Σ w s.</summary>
    public abstract double Entropy(double x);
}
