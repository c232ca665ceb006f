namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Predicted values on planes First … of a grid, each Count1 × Count2 points: the density before
/// any constraint, and the two variances.
/// </summary>
public sealed record DensityPlanes(
    int First, int Count, double[] Density, double[] Aleatoric, double[] Epistemic);
