using Similarity.DensityModels.AtomCentred.Fitting;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>A predicted density and those of the committee, if the model has one.</summary>
public sealed record DensityPrediction(
    FittedDensity Density, IReadOnlyList<FittedDensity> Committee);
