using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// A random forest of two classes; its probability is the mean of the trees'. For more classes, one
/// forest of each class against the rest.
/// </summary>
public sealed record ForestClassifier : IClassifier
{
    public ForestOptions Options { get; init; } = new();

    public ClassBalance Balance { get; init; } = ClassBalance.None;

    public ClassCriterion Criterion { get; init; } = ClassCriterion.Gini;

    IClassifierModel IClassifier.Fit(
        LabelledRows rows, int threads, CancellationToken cancellation) =>
        Fit(rows, threads, cancellation);

    /// <inheritdoc cref="IClassifier.Fit"/>
    public ClassificationForest Fit(
        LabelledRows rows, int threads = 1, CancellationToken cancellation = default)
    {
        Options.Check();
        Balance.Check();
        return Criterion == ClassCriterion.Gini
            ? Fit(rows, (u, v) => new GiniCriterion(u, v), threads, cancellation)
            : Fit(rows, (u, v) => new EntropyCriterion(u, v), threads, cancellation);
    }

    private ClassificationForest Fit<TCriterion>(
        LabelledRows rows,
        Func<double, double, TCriterion> criterion,
        int threads,
        CancellationToken cancellation)
        where TCriterion : struct, ICriterion
    {
        int[] pool = ForestRows.Counting(rows.Count, rows.Weights, rows.Features);
        int[] positive = [.. pool.Where(row => rows.IsPositive[row])];
        int[] negative = [.. pool.Where(row => !rows.IsPositive[row])];
        (int[] rare, int[] frequent) = positive.Length <= negative.Length
            ? (positive, negative)
            : (negative, positive);
        var terms = new Vector128<double>[rows.Count];
        foreach (int row in pool)
        {
            double weight = rows.Weights is { } weights ? weights[row] : 1;
            terms[row] = rows.IsPositive[row]
                ? Vector128.Create(0, weight)
                : Vector128.Create(weight, 0);
        }

        var growth = new ForestGrowth<TCriterion>(
            Options,
            rows.Features,
            terms,
            CountLanes.OfClasses,
            ForestRows.CountWhole(rows.Weights),
            double.NegativeInfinity,
            0);
        (Forest forest, ImmutableArray<double?> outOfBag) = growth.Grow(
            pool,
            random =>
            {
                int[] drawn = rare.Length == 0
                    ? pool
                    : RowDraw.Balanced(rare, frequent, Balance, random);
                int[] times = RowDraw.Of(drawn, rows.Count, Options.Bootstrap, random);
                (double u, double v) = Balance.WeighDraw ? WeightsOf(times, rows) : (1, 1);
                return new TreeSample<TCriterion>(times, criterion(u, v));
            },
            threads,
            cancellation);
        return new ClassificationForest(forest, outOfBag);
    }

    /// <summary>n / (2 n(c)) of either class c; 1 of a class that was not drawn.</summary>
    private static (double Negative, double Positive) WeightsOf(int[] times, LabelledRows rows)
    {
        long positive = 0, all = 0;
        for (int row = 0; row < times.Length; row++)
        {
            all += times[row];
            positive += rows.IsPositive[row] ? times[row] : 0;
        }

        return (
            all > positive ? all / (2.0 * (all - positive)) : 1,
            positive > 0 ? all / (2.0 * positive) : 1);
    }
}

/// <summary>A forest that was grown on two classes.</summary>
/// <param name="OutOfBag">
/// For each training row its probability by the trees that did not draw it, null where all did;
/// empty where it was not asked for, and in a forest from a file.
/// </param>
public sealed record ClassificationForest(Forest Forest, ImmutableArray<double?> OutOfBag)
    : IClassifierModel
{
    public int Columns => Forest.Columns;

    public double[] Probabilities(FeatureMatrix features, int threads = 1) =>
        Forest.Mean(features, threads);
}
