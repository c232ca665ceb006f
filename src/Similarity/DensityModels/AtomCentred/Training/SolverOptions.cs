namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>When conjugate gradients stop.</summary>
public sealed record SolverOptions
{
    /// <summary>
    /// Of the residual relative to the right-hand side. Predictions stop changing in their third
    /// digit at about 10⁻⁶; leave it smaller to compare solvers.
    /// </summary>
    public double Tolerance { get; init; } = 1e-7;

    public int MostIterations { get; init; } = 2000;
}
