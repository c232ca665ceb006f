using System.Collections.Immutable;

namespace Similarity.Learning.Networks;

/// <summary>How a network looks and how it is trained.</summary>
public sealed record NetworkOptions
{
    /// <summary>Widths of the hidden layers; empty for a linear model.</summary>
    public ImmutableArray<int> Hidden { get; init; } = [64, 64];

    /// <summary>The first rate of learning.</summary>
    public double Rate { get; init; } = 3e-3;

    /// <summary>Groups in a step.</summary>
    public int Batch { get; init; } = 16;

    public int Epochs { get; init; } = 600;

    /// <summary>
    /// The part of the weights that goes with each step and unit of the rate (Loshchilov and
    /// Hutter, arXiv:1711.05101).
    /// </summary>
    public double Decay { get; init; } = 1e-2;

    /// <summary>Epochs without a better validation before the rate falls to a tenth.</summary>
    public int Patience { get; init; } = 40;

    /// <summary>The rate below which training ends.</summary>
    public double LeastRate { get; init; } = 1e-5;

    public ulong Seed { get; init; } = 1;
}
