namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>What two densities are multiplied with, ∫∫ ρ_A(r) Ω(r, r') ρ_B(r').</summary>
public enum DensityOperator
{
    /// <summary>Ω = δ(r − r'): close, and dominated by the cores of atoms.</summary>
    Overlap,

    /// <summary>Ω = 1/|r − r'|: far-sighted, and less so.</summary>
    Coulomb,
}
