namespace Similarity.Operators;

/// <summary>
/// Where the time went, in seconds. Bloch sums and eigenproblems are summed over threads, so the
/// parts may exceed the total, which is that of the clock.
/// </summary>
/// <param name="Charges">Coordination numbers, charges and levels; 0 for an operator with none.</param>
public sealed record OperatorTimings(
    double Integrals, double Charges, double BlochSums, double Eigenproblems, double Total);
