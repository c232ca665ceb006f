namespace Similarity.Operators;

/// <summary>How fine the grid of a superposition operator is.</summary>
public enum GridFineness
{
    /// <summary>Of thousands of crystals to be screened: gaps within 0.15 eV.</summary>
    Coarse,

    /// <summary>Gaps within about 0.01 eV.</summary>
    Normal,

    /// <summary>Of comparisons with other programs: bands within 10⁻⁴ hartree.</summary>
    Fine,
}
