using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Learning;

/// <summary>Rows of two classes, to learn from.</summary>
public sealed record LabelledRows
{
    /// <param name="weights">
    /// One for each row, ≥ 0: how much it counts; null where all count the same. A row of weight 0
    /// is as good as not there.
    /// </param>
    public LabelledRows(
        FeatureMatrix features,
        ReadOnlySpan<bool> isPositive,
        ReadOnlySpan<double> weights = default)
    {
        RowWeights.Check(features, isPositive.Length, weights);
        Features = features;
        IsPositive = [.. isPositive];
        Weights = weights.IsEmpty ? null : [.. weights];
    }

    public FeatureMatrix Features { get; }

    public ImmutableArray<bool> IsPositive { get; }

    public ImmutableArray<double>? Weights { get; }

    public int Count => IsPositive.Length;

    public LabelledRows Select(ReadOnlySpan<int> rows) => new(
        Features.SelectRows(rows),
        RowWeights.Select(IsPositive, rows),
        Weights is { } weights ? RowWeights.Select(weights, rows) : default);

    /// <summary>The same rows, with other features.</summary>
    public LabelledRows With(FeatureMatrix features) => new(
        features, IsPositive.AsSpan(), Weights is { } weights ? weights.AsSpan() : default);
}

/// <summary>Rows with a number each, to learn from.</summary>
public sealed record MeasuredRows
{
    /// <param name="targets">Finite.</param>
    /// <param name="weights">As of <see cref="LabelledRows"/>.</param>
    public MeasuredRows(
        FeatureMatrix features,
        ReadOnlySpan<double> targets,
        ReadOnlySpan<double> weights = default)
    {
        RowWeights.Check(features, targets.Length, weights);
        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the target of row {i} is {targets[i]}; targets are finite"));
            }
        }

        Features = features;
        Targets = [.. targets];
        Weights = weights.IsEmpty ? null : [.. weights];
    }

    public FeatureMatrix Features { get; }

    public ImmutableArray<double> Targets { get; }

    public ImmutableArray<double>? Weights { get; }

    public int Count => Targets.Length;

    public MeasuredRows Select(ReadOnlySpan<int> rows) => new(
        Features.SelectRows(rows),
        RowWeights.Select(Targets, rows),
        Weights is { } weights ? RowWeights.Select(weights, rows) : default);
}

/// <summary>What is asked of the weights of rows.</summary>
internal static class RowWeights
{
    public static void Check(FeatureMatrix features, int count, ReadOnlySpan<double> weights)
    {
        if (features.Rows != count || (!weights.IsEmpty && weights.Length != count))
        {
            throw new ArgumentException(
                $"{features.Rows} rows, {count} targets and {weights.Length} weights; expected as "
                + "many of each, or no weights");
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the weight of row {i} is {weights[i]}; weights are finite and at least 0"));
            }
        }
    }

    public static T[] Select<T>(ImmutableArray<T> values, ReadOnlySpan<int> rows)
    {
        var selected = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            selected[i] = values[rows[i]];
        }

        return selected;
    }
}
