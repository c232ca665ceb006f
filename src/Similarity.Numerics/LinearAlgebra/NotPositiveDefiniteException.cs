namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A matrix that had to be positive definite is not; <see cref="Order"/> tells how far it is.
/// </summary>
public sealed class NotPositiveDefiniteException(int order)
    : ArithmeticException($"not positive definite: the leading {order} × {order} block is not")
{
    /// <summary>The order of the smallest leading block that is not positive definite.</summary>
    public int Order { get; } = order;
}
