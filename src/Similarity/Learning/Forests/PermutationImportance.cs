using System.Collections.Immutable;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Learning.Forests;

/// <summary>
/// What a model loses in ROC area on some rows when features are shuffled among them, so that they
/// tell nothing any more. On rows that the model was not fitted to, unlike impurities, it does not
/// flatter features with many values.
/// </summary>
public static class PermutationImportance
{
    /// <param name="groups">
    /// Features that are shuffled together, by the same order: neighbours in energy tell the same.
    /// </param>
    /// <param name="repeats">Shuffles of each group.</param>
    /// <returns>Of each group mean and standard deviation of the loss.</returns>
    /// <exception cref="ArgumentException">All rows are of one class.</exception>
    public static ImmutableArray<(double Mean, double Deviation)> Of(
        IClassifierModel model,
        LabelledRows rows,
        IReadOnlyList<int[]> groups,
        int repeats,
        RandomStream random,
        int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        double whole = Area(model, rows, threads);
        var result = ImmutableArray.CreateBuilder<(double, double)>(groups.Count);
        for (int group = 0; group < groups.Count; group++)
        {
            double[] losses = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                int[] order = [.. Enumerable.Range(0, rows.Count)];
                random.Child((ulong)group * (ulong)repeats + (ulong)repeat).Shuffle<int>(order);
                losses[repeat] =
                    whole - Area(model, Shuffled(rows, groups[group], order), threads);
            }

            result.Add((losses.Average(), Spread.Of(losses)));
        }

        return result.MoveToImmutable();
    }

    private static double Area(IClassifierModel model, LabelledRows rows, int threads) =>
        RocArea.Of(model.Probabilities(rows.Features, threads), rows.IsPositive.AsSpan())?.Area
            ?? throw new ArgumentException("all rows are of one class; importance needs both");

    private static LabelledRows Shuffled(LabelledRows rows, int[] columns, int[] order)
    {
        float[] values = [.. rows.Features.ColumnMajor];
        foreach (int column in columns)
        {
            ReadOnlySpan<float> from = rows.Features.Column(column);
            for (int i = 0; i < order.Length; i++)
            {
                values[column * rows.Count + i] = from[order[i]];
            }
        }

        return rows.With(new FeatureMatrix(rows.Count, rows.Features.Columns, values));
    }
}
