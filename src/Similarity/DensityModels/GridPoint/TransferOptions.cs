using Similarity.Learning.BayesianNetworks;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// How a network of small cells goes on to learn from large ones, whose points are few, beside
/// those of the small.
/// </summary>
public sealed record TransferOptions
{
    /// <summary>Layers at the entry that stay as the small cells made them, μ and σ.</summary>
    public int FrozenLayers { get; init; } = 1;

    /// <summary>The learning rate, as a share of the first.</summary>
    public double RateShare { get; init; } = 0.3;

    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The prior of the second training is the posterior of the first, so many times as wide; null:
    /// the prior of the first.
    /// </summary>
    public double? PriorWidening { get; init; }

    internal NetworkModel Train(
        NetworkOptions options,
        NetworkModel start,
        TrainingPoints points,
        ulong seed,
        int threads,
        Action<int, double>? progress,
        CancellationToken cancellation)
    {
        var trainer = new NetworkTrainer(options with
        {
            LearningRate = RateShare * options.LearningRate,
            Epochs = Epochs,
        });
        return trainer.Train(
            points.Rows,
            points.Columns,
            points.Densities,
            ~seed,
            threads,
            new NetworkStart(
                start, Math.Min(FrozenLayers, start.Shape.Layers - 1), PriorWidening),
            progress,
            cancellation);
    }
}
