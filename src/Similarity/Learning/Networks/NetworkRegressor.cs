using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Networks;

/// <summary>A network that fits vectors in the sense of least squares.</summary>
/// <param name="Held">The part of the groups that only validates.</param>
public sealed record NetworkRegressor(NetworkOptions Options, double Held = 0.15)
    : IVectorRegressor
{
    public IVectorModel Fit(
        GroupedRows rows,
        Matrix<double> targets,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        (int[] learned, int[] held) = Divide(rows.Groups, Held, Options.Seed);
        Matrix<double> training = GroupedRows.SelectRows(targets, learned);
        return NetworkTraining.Run(
            Options,
            rows.Select(learned),
            rows.Select(held),
            training,
            new SquaredLoss(training, GroupedRows.SelectRows(targets, held)),
            threads,
            cancellation: cancellation);
    }

    /// <summary>
    /// The groups to learn from and those to validate with, at least one of each.
    /// </summary>
    public static (int[] Learned, int[] Held) Divide(int groups, double share, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        int count = Math.Clamp((int)Math.Round(share * groups), 1, groups - 1);
        int[] held = new RandomStream(seed).Child(2).Sample(groups, count);
        return ([.. Enumerable.Range(0, groups).Except(held)], held);
    }
}
