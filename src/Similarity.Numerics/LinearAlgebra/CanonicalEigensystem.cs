using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// Eigenvalues in ascending order on what is left of a basis with the overlap B, and the vectors
/// B^½ x as columns, which are orthonormal; null when they were not asked for.
/// </summary>
/// <param name="removed">Dimension of what was taken out of the basis.</param>
/// <param name="smallestOverlap">
/// The smallest eigenvalue of B, before removal, to about 1 %.
/// </param>
public sealed class CanonicalEigensystem<T>(
    Eigensystem<T> system, int removed, double smallestOverlap)
    where T : unmanaged, INumberBase<T>
{
    public ReadOnlySpan<double> Values => system.Values;

    public Matrix<T>? LowdinVectors => system.Vectors;

    public int Removed => removed;

    public double SmallestOverlap => smallestOverlap;
}
