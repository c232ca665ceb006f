namespace Similarity.DensityModels.GridPoint;

/// <summary>What a model says of itself.</summary>
public sealed record GridDensityCard
{
    /// <summary>Of the calculations learned from: program, functional, pseudopotentials.</summary>
    public string Source { get; init; } = "";

    public int SmallStructures { get; init; }

    /// <summary>
    /// Those that a model of the small ones was transferred to; 0 without transfer.
    /// </summary>
    public int LargeStructures { get; init; }

    public int Points { get; init; }

    /// <summary>Whose points chose and calibrated, but were not learned from.</summary>
    public int ValidationStructures { get; init; }

    public double? ValidationL1Percent { get; init; }

    public ulong Seed { get; init; }
}
