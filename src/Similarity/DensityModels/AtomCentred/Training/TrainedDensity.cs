namespace Similarity.DensityModels.AtomCentred.Training;

public sealed record TrainedDensity(DensityModel Model, TrainingReport Report);
