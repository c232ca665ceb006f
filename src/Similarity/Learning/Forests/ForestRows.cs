using System.Collections.Immutable;

namespace Similarity.Learning.Forests;

/// <summary>Which rows a forest grows on.</summary>
internal static class ForestRows
{
    /// <summary>Those with a weight.</summary>
    public static int[] Counting(
        int count, ImmutableArray<double>? weights, FeatureMatrix features)
    {
        int[] rows =
        [
            .. Enumerable.Range(0, count).Where(row => weights is not { } all || all[row] > 0),
        ];
        return rows.Length == 0
            ? throw new ArgumentException($"none of {count} rows has a weight to learn from")
            : features.Columns == 0
                ? throw new ArgumentException("rows without features teach nothing")
                : rows;
    }

    /// <summary>Whether sums of the weights are exact.</summary>
    public static bool CountWhole(ImmutableArray<double>? weights) =>
        weights is not { } all || all.All(weight => weight < 1 << 20 && weight == (int)weight);
}
