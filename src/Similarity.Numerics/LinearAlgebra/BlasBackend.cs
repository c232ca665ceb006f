namespace Similarity.Numerics.LinearAlgebra;

/// <summary>Who computes products and factorisations; read from <c>SIMILARITY_BLAS</c>.</summary>
public enum BlasBackend
{
    /// <summary>OpenBLAS where it is found, else managed code.</summary>
    Auto,

    Managed,

    /// <summary>OpenBLAS; where it is absent every call throws.</summary>
    OpenBlas,
}
