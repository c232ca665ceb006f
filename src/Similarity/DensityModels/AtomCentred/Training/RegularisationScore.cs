namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>ε_base in % on structures held out, for one η.</summary>
public sealed record RegularisationScore(double Regularisation, double Percent, int Iterations);
