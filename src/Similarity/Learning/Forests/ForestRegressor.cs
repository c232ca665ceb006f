using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>A random forest of numbers; leaves say the mean, questions lower the squares.</summary>
public sealed record ForestRegressor : IRegressor
{
    /// <summary>Of the sum of squares of a tree: less is rounding.</summary>
    private const double SmallestShare = 1e-12;

    /// <summary>
    /// Usually with a third of the features, or all, rather than their square root.
    /// </summary>
    public ForestOptions Options { get; init; } = new() { FeatureShare = 1.0 / 3 };

    IRegressorModel IRegressor.Fit(
        MeasuredRows rows, int threads, CancellationToken cancellation) =>
        Fit(rows, threads, cancellation);

    /// <inheritdoc cref="IRegressor.Fit"/>
    public RegressionForest Fit(
        MeasuredRows rows, int threads = 1, CancellationToken cancellation = default)
    {
        Options.Check();
        int[] pool = ForestRows.Counting(rows.Count, rows.Weights, rows.Features);

        // Sums of squares lose what the mean is larger than the spread by; so about the mean.
        double mean = pool.Average(row => rows.Targets[row]);
        var terms = new Vector128<double>[rows.Count];
        double squares = 0;
        foreach (int row in pool)
        {
            double weight = rows.Weights is { } weights ? weights[row] : 1;
            double target = rows.Targets[row] - mean;
            terms[row] = Vector128.Create(weight, weight * target);
            squares += weight * target * target;
        }

        var growth = new ForestGrowth<SquareCriterion>(
            Options,
            rows.Features,
            terms,
            CountLanes.OfNumbers,
            ForestRows.CountWhole(rows.Weights),
            Math.Max(SmallestShare * squares, double.Epsilon),
            mean);
        (Forest forest, ImmutableArray<double?> outOfBag) = growth.Grow(
            pool,
            random => new TreeSample<SquareCriterion>(
                RowDraw.Of(pool, rows.Count, Options.Bootstrap, random), default),
            threads,
            cancellation);
        return new RegressionForest(forest, outOfBag);
    }
}

/// <summary>A forest that was grown on numbers.</summary>
/// <param name="OutOfBag">As of <see cref="ClassificationForest"/>.</param>
public sealed record RegressionForest(Forest Forest, ImmutableArray<double?> OutOfBag)
    : IRegressorModel
{
    public int Columns => Forest.Columns;

    public double[] Predict(FeatureMatrix features, int threads = 1) =>
        Forest.Mean(features, threads);
}
