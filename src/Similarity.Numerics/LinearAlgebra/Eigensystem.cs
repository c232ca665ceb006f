using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// Eigenvalues in ascending order, and the eigenvectors as columns in the same order; null when
/// they were not asked for. The phase of a vector, and the basis of a degenerate space, are
/// arbitrary.
/// </summary>
public sealed class Eigensystem<T>(double[] values, Matrix<T>? vectors)
    where T : unmanaged, INumberBase<T>
{
    public ReadOnlySpan<double> Values => values;

    public Matrix<T>? Vectors { get; } = vectors;
}
