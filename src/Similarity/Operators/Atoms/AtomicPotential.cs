using Similarity.Crystals;

namespace Similarity.Operators.Atoms;

/// <summary>
/// What an electron feels in the field of one neutral, spherical atom: V(r) = −Z_eff(r)/r with
/// Z_eff(0) = Z, in hartree.
/// </summary>
public abstract class AtomicPotential(Element element)
{
    public Element Element => element;

    /// <summary>Z_eff(r) = −r V(r), r ≥ 0 in bohr.</summary>
    public abstract double EffectiveCharge(double r);
}
