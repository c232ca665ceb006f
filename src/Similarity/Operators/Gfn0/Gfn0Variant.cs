namespace Similarity.Operators.Gfn0;

/// <summary>Which Hamiltonian of the GFN0 family.</summary>
public enum Gfn0Variant
{
    /// <summary>GFN0-xTB as published for molecules, its sums taken over the lattice.</summary>
    Published,

    /// <summary>
    /// The distance factor Π is held at r = 1.5 (R_A + R_B), so that shells of opposite sign of p
    /// do not drift apart over the many distant neighbours in a crystal.
    /// </summary>
    Saturated,
}
