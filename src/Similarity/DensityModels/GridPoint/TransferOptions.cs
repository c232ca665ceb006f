using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// How a network of small cells goes on to learn from large ones, whose points are few. It may move
/// as far as it did before: layers held fast, slow rates and many points of small cells keep it
/// from what large cells say (benchmarks/results/griddensity.md).
/// </summary>
public sealed record TransferOptions
{
    /// <summary>Layers at the entry that stay as the small cells made them, μ and σ.</summary>
    public int FrozenLayers { get; init; }

    /// <summary>The learning rate, as a share of the first.</summary>
    public double RateShare { get; init; } = 1;

    public int Epochs { get; init; } = 60;

    /// <summary>
    /// What the weight of the divergence is multiplied by: it is shared out among the points, and
    /// the few of the large cells would be held to the prior many times as firmly as those before.
    /// </summary>
    public double DivergenceShare { get; init; } = 0.1;

    /// <summary>
    /// The prior of the second training is the posterior of the first, so many times as wide; null:
    /// the prior of the first.
    /// </summary>
    public double? PriorWidening { get; init; }

    /// <summary>
    /// Points of the small cells that are learned again beside each point of the large ones, drawn
    /// at random; null: all.
    /// </summary>
    public double? SmallPerLarge { get; init; } = 0;

    /// <summary>The points of the second training.</summary>
    public TrainingPoints PointsOf(TrainingPoints small, TrainingPoints large, ulong seed)
    {
        int all = small.Densities.Length;
        int kept = SmallPerLarge is double share
            ? (int)Math.Min(all, Math.Round(share * large.Densities.Length))
            : all;
        return kept == 0
            ? large
            : (kept == all ? small : small.Select(new RandomStream(seed).Sample(all, kept)))
                .With(large);
    }

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
            DivergenceWeight = DivergenceShare * options.DivergenceWeight,
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
