namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>Products of two densities with themselves and with each other, and what follows.
/// </summary>
/// <param name="SelfA">⟨A|A⟩ in electrons² per bohr³, or in hartree.</param>
/// <param name="SelfB">⟨B|B⟩.</param>
/// <param name="Product">⟨A|B⟩ in the pose of the comparison.</param>
public sealed record DensitySimilarity(double SelfA, double SelfB, double Product)
{
    /// <summary>√⟨A − B|A − B⟩: 0 only for equal densities.</summary>
    public double Distance => Math.Sqrt(Math.Max(0, SelfA - 2 * Product + SelfB));

    /// <summary>
    /// ⟨A|B⟩/√(⟨A|A⟩⟨B|B⟩), at most 1 (Carbó, Leyda and Arnau, Int. J. Quantum Chem. 17, 1185
    /// (1980)): shapes alone, whatever the number of electrons.
    /// </summary>
    public double Cosine => Product / Math.Sqrt(SelfA * SelfB);

    /// <summary>⟨A|B⟩/(⟨A|A⟩ + ⟨B|B⟩ − ⟨A|B⟩), at most 1.</summary>
    public double Tanimoto => Product / (SelfA + SelfB - Product);
}
