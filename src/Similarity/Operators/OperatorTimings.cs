namespace Similarity.Operators;

/// <summary>
/// Where the time went, in seconds. Bloch sums and eigenproblems are summed over threads, so the
/// parts may exceed the total, which is that of the clock.
/// </summary>
/// <param name="Charges">Coordination numbers, charges, levels; 0 if there are none.</param>
/// <param name="Total">From the crystal to the bands, the search for its symmetry included.</param>
public sealed record OperatorTimings(
    double Integrals, double Charges, double BlochSums, double Eigenproblems, double Total);
