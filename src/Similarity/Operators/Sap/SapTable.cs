namespace Similarity.Operators.Sap;

/// <summary>Which calculation of atoms the potentials come from.</summary>
public enum SapTable
{
    /// <summary>
    /// Exchange alone in the local density approximation, non-relativistic, fractional occupations:
    /// "sap_helfem_large", version 2.
    /// </summary>
    LocalExchange,

    /// <summary>Four-component Dirac–Fock densities: "sap_grasp_large", version 1.</summary>
    DiracFock,
}
