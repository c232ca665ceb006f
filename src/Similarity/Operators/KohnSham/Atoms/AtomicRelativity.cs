namespace Similarity.Operators.KohnSham.Atoms;

/// <summary>How the orbitals of an atom move.</summary>
public enum AtomicRelativity
{
    /// <summary>Schrödinger's equation.</summary>
    None,

    /// <summary>
    /// Dirac's equation without its spin–orbit term (Koelling and Harmon, J. Phys. C 10 (1977)
    /// 3107).
    /// </summary>
    Scalar,
}
