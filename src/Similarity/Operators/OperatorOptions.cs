namespace Similarity.Operators;

/// <summary>How bands are computed, and what beside them.</summary>
public sealed record OperatorOptions
{
    /// <summary>The most threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Whether each state is shared out over sites and angular momenta; costs the eigenvectors,
    /// two to four times the time of the energies.
    /// </summary>
    public bool Projections { get; init; }

    /// <summary>
    /// Whether the slopes of the bands are computed too; costs four times the eigenproblems.
    /// </summary>
    public bool Velocities { get; init; }

    /// <summary>
    /// False solves every point of the grid, never one in place of its equals, and does not use a
    /// centre of inversion either; for tests.
    /// </summary>
    public bool UseSymmetry { get; init; } = true;

    public CancellationToken CancellationToken { get; init; }
}
