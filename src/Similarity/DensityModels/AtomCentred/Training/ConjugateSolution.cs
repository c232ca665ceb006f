namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>Where conjugate gradients stopped.</summary>
/// <param name="Residual">|b − A x| / |b|, as the recurrence has it.</param>
/// <param name="IsConverged">Whether the residual reached its tolerance.</param>
internal sealed record ConjugateSolution(
    double[] Solution, int Iterations, double Residual, bool IsConverged);
