namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>What training cost and how η was chosen.</summary>
public sealed record TrainingReport
{
    /// <summary>D, the number of weights.</summary>
    public required int Dimension { get; init; }

    /// <summary>Sparse environments per element, in the model's order.</summary>
    public required IReadOnlyList<int> Environments { get; init; }

    /// <summary>Empty when there was one η only.</summary>
    public required IReadOnlyList<RegularisationScore> Scores { get; init; }

    public required int Iterations { get; init; }

    /// <summary>Relative to the right-hand side.</summary>
    public required double Residual { get; init; }

    public required bool IsConverged { get; init; }

    /// <summary>On the structures it was trained on.</summary>
    public required SampleError TrainingError { get; init; }

    /// <summary>Bytes of features streamed from disk in every pass.</summary>
    public required long OnDisk { get; init; }
}
