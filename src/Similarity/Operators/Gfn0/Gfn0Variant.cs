namespace Similarity.Operators.Gfn0;

/// <summary>Which Hamiltonian of the GFN0 family.</summary>
public enum Gfn0Variant
{
    /// <summary>
    /// <see cref="Published"/> for a molecule, <see cref="BondSaturated"/> for what is periodic.
    /// </summary>
    Automatic,

    /// <summary>GFN0-xTB as published for molecules, its sums taken over the lattice.</summary>
    Published,

    /// <summary>The distance factor Π is held at r = 1.5 (R_A + R_B).</summary>
    Saturated,

    /// <summary>
    /// The distance factor Π is held at r = R_A + R_B, the length of a bond: the molecules it was
    /// fitted to have no neighbours at twice that distance, over which it drifts apart for shells
    /// of opposite sign of p. The best for gaps of crystals: see benchmarks/results/gfn0.md.
    /// </summary>
    BondSaturated,
}
