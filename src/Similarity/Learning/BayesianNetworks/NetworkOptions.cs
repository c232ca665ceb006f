namespace Similarity.Learning.BayesianNetworks;

/// <summary>How a network is built and learns. The defaults suit some ten thousand rows.</summary>
public sealed record NetworkOptions
{
    /// <summary>Units of a layer.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Residual blocks behind the entry layer.</summary>
    public int Blocks { get; init; } = 1;

    public int LayersPerBlock { get; init; } = 2;

    /// <summary>Gaussian weights; false for a point network, a member of an ensemble.</summary>
    public bool IsBayesian { get; init; } = true;

    /// <summary>s of the prior N(0, s²) of every weight, in standardised units.</summary>
    public double PriorDeviation { get; init; } = 0.5;

    /// <summary>
    /// p of σ = ln(1 + eᵖ) before learning: small, so that means are found first.
    /// </summary>
    public double InitialRho { get; init; } = -5;

    /// <summary>
    /// What the divergence from the prior is multiplied by: 1 is the variational free energy, less
    /// a "cold" posterior, narrower and closer to the data.
    /// </summary>
    public double DivergenceWeight { get; init; } = 1;

    /// <summary>β of <see cref="NoisyGaussian"/>: 0 is the likelihood.</summary>
    public double Tempering { get; init; }

    /// <summary>Of the first epoch; falls along half a cosine to a hundredth of it.</summary>
    public double LearningRate { get; init; } = 2e-3;

    public int Epochs { get; init; } = 30;

    public int BatchRows { get; init; } = 512;

    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Blocks);
        ArgumentOutOfRangeException.ThrowIfLessThan(LayersPerBlock, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PriorDeviation);
        ArgumentOutOfRangeException.ThrowIfNegative(DivergenceWeight);
        ArgumentOutOfRangeException.ThrowIfNegative(Tempering);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRows, 1);
    }
}
