using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Similarity.Numerics;

namespace Similarity.Learning.Forests;

/// <summary>What a tree grows on, and what its questions should raise.</summary>
/// <param name="Times">How often each row was drawn.</param>
internal readonly record struct TreeSample<TCriterion>(int[] Times, TCriterion Criterion);

/// <summary>
/// Grows the trees of a forest side by side, each from random numbers of its own.
/// </summary>
/// <param name="Features">Of all rows.</param>
/// <param name="Terms">What a row drawn once adds to the sums.</param>
/// <param name="HasWholeCounts">Whether rows count in whole numbers.</param>
/// <param name="SmallestGain">A question that gains less is not asked.</param>
/// <param name="Offset">Added to what leaves say.</param>
internal sealed record ForestGrowth<TCriterion>(
    ForestOptions Options,
    FeatureMatrix Features,
    Vector128<double>[] Terms,
    CountLanes Lanes,
    bool HasWholeCounts,
    double SmallestGain,
    double Offset)
    where TCriterion : struct, ICriterion
{
    public (Forest Forest, ImmutableArray<double?> OutOfBag) Grow(
        int[] pool,
        Func<RandomStream, TreeSample<TCriterion>> draw,
        int threads,
        CancellationToken cancellation)
    {
        BinnedFeatures? bins = Options.Search == SplitSearch.Histogram
            ? BinnedFeatures.Of(Features, pool, threads, cancellation)
            : null;
        var trees = new Tree[Options.Trees];
        var importances = new double[Options.Trees][];
        var drawn = new ulong[Options.Trees][];
        var root = new RandomStream(Options.Seed);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, Options.Trees, parallel, t =>
        {
            RandomStream random = root.Child((ulong)t);
            TreeSample<TCriterion> sample = draw(random);
            importances[t] = new double[Features.Columns];
            trees[t] = One(sample, bins, random, importances[t]);
            if (Options.OutOfBag)
            {
                drawn[t] = BitsOf(sample.Times);
            }
        });
        var forest = new Forest(trees, Features.Columns, MeanShares(importances));
        return (forest, Options.OutOfBag ? forest.OutOfBag(Features, drawn, threads) : []);
    }

    private Tree One(
        TreeSample<TCriterion> sample,
        BinnedFeatures? bins,
        RandomStream random,
        double[] importances)
    {
        int count = 0;
        foreach (int times in sample.Times)
        {
            count += times > 0 ? 1 : 0;
        }

        int[] rows = new int[count];
        var terms = new Vector128<double>[count];
        for (int row = 0, i = 0; row < sample.Times.Length; row++)
        {
            if (sample.Times[row] > 0)
            {
                rows[i] = row;
                terms[i++] = Terms[row] * sample.Times[row];
            }
        }

        bool looksAtAll = Options.FeaturesPerNode(Features.Columns) == Features.Columns;
        ISplitter splitter = Options.Search switch
        {
            SplitSearch.Histogram =>
                new HistogramSplitter<TCriterion>(sample.Criterion, bins!, Lanes),
            SplitSearch.Exact =>
                new ExactSplitter<TCriterion>(sample.Criterion, Features, Lanes),
            _ => new RandomSplitter<TCriterion>(sample.Criterion, Features, Lanes, random),
        };
        var builder = new TreeBuilder<TCriterion>(
            Options,
            Features,
            sample.Criterion,
            Lanes,
            splitter,
            bins is not null && looksAtAll && HasWholeCounts
                ? new FullHistograms(bins, Features.Columns)
                : null,
            SmallestGain,
            random);
        var nodeRows = new NodeRows(rows, terms);
        double weight = sample.Criterion.Weight(nodeRows.Sum(new NodeRange(0, count)));
        GrownTree grown = builder.Grow(nodeRows, count);
        grown.Prune(Options.PruningAlpha, weight);
        return grown.ToTree(sample.Criterion, Offset, importances);
    }

    private static ulong[] BitsOf(int[] times)
    {
        var bits = new ulong[(times.Length + 63) / 64];
        for (int i = 0; i < times.Length; i++)
        {
            bits[i >> 6] |= times[i] > 0 ? 1UL << i : 0;
        }

        return bits;
    }

    /// <summary>Of each tree the shares, of these the mean, scaled to the sum 1.</summary>
    private static ImmutableArray<double> MeanShares(double[][] importances)
    {
        double[] mean = new double[importances[0].Length];
        foreach (double[] tree in importances)
        {
            double sum = tree.Sum();
            for (int i = 0; i < mean.Length && sum > 0; i++)
            {
                mean[i] += tree[i] / sum;
            }
        }

        double all = mean.Sum();
        return all > 0 ? [.. mean.Select(share => share / all)] : [.. mean];
    }
}
