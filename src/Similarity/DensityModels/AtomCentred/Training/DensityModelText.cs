namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>What a model says of itself.</summary>
public sealed record DensityModelText
{
    /// <summary>How the densities were computed that it learned.</summary>
    public required string Method { get; init; }

    /// <summary>Number of structures it was trained on.</summary>
    public required int Structures { get; init; }

    /// <summary>η.</summary>
    public required double Regularisation { get; init; }

    /// <summary>ε_base on structures held out to choose η, in %; null when η was given.</summary>
    public double? ValidationPercent { get; init; }

    /// <summary>a, by which the committee's spread is too small.</summary>
    public double UncertaintyScale { get; init; } = 1;
}
