using Similarity.Learning;
using Similarity.Learning.Clusters;

namespace Similarity.Tests.Learning.Clusters;

public sealed class DendrogramTest
{
    /// <summary>((0, 3) at 1, 2) at 3, joined with (1, 4) at 2 at height 5.</summary>
    private static readonly Dendrogram Tree = new(
        5, [new(0, 3, 1, 2), new(1, 4, 2, 2), new(2, 5, 3, 3), new(6, 7, 5, 5)]);

    public static TheoryData<double, int[]> Cuts => new()
    {
        { 0.5, [0, 1, 2, 3, 4] },
        { 1, [0, 1, 2, 0, 3] },
        { 2.5, [0, 1, 2, 0, 1] },
        { 3, [0, 1, 0, 0, 1] },
        { 5, [0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void ACutMakesAllMergersUpToItsHeight(double height, int[] labels) =>
        Assert.Equal(labels, Tree.Cut(height));

    [Fact]
    public void LeavesOfABranchStandTogether() => Assert.Equal([1, 4, 2, 0, 3], Tree.LeafOrder());

    [Fact]
    public void ItemsMeetAtTheHeightOfTheirSmallestCommonCluster() => Assert.Equal(
        [5, 3, 1, 5, 5, 5, 2, 3, 5, 5], Tree.CopheneticDistances().Upper.ToArray());

    [Fact]
    public void TheLeavesOfEveryClusterAreNeighboursInTheOrder()
    {
        Dendrogram tree = HierarchicalClustering.Of(
            RandomPoints.Distances(RandomPoints.Uniform(5, 70, 2)), Linkage.Average);
        int[] order = tree.LeafOrder();
        Assert.Equal(Enumerable.Range(0, 70), order.Order());
        foreach (Merger merger in tree.Mergers)
        {
            // In leaf order a cut's labels come in as many runs as there are clusters.
            int[] labels = tree.Cut(merger.Height);
            int runs = 1 + Enumerable.Range(1, 69)
                .Count(i => labels[order[i]] != labels[order[i - 1]]);
            Assert.Equal(labels.Max() + 1, runs);
        }
    }

    /// <summary>
    /// A tree made of its own cophenetic distances is itself, whatever the linkage.
    /// </summary>
    [Theory]
    [InlineData(Linkage.Single)]
    [InlineData(Linkage.Complete)]
    [InlineData(Linkage.Average)]
    [InlineData(Linkage.Weighted)]
    public void AnUltrametricIsReproduced(Linkage linkage)
    {
        DistanceMatrix distances = RandomPoints.Distances(RandomPoints.Uniform(11, 40, 3));
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Complete);
        DistanceMatrix cophenetic = tree.CopheneticDistances();
        Dendrogram again = HierarchicalClustering.Of(cophenetic, linkage);

        Assert.Equal(tree.Mergers.AsEnumerable(), again.Mergers);
        Assert.Equal(1, again.CopheneticCorrelation(cophenetic)!.Value, 1e-14);
        Assert.InRange(tree.CopheneticCorrelation(distances)!.Value, 0.3, 0.99);
    }

    /// <summary>The mean of six numbers 0.1 is not 0.1 to the last bit.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(0.1)]
    [InlineData(0.7)]
    public void WhatDoesNotVaryHasNoCorrelation(double distance)
    {
        var equal = new DistanceMatrix(4, [.. Enumerable.Repeat(distance, 6)]);
        Assert.Null(HierarchicalClustering.Of(equal, Linkage.Average).CopheneticCorrelation(equal));
        var one = new DistanceMatrix(1, []);
        Assert.Null(HierarchicalClustering.Of(one, Linkage.Average).CopheneticCorrelation(one));
    }

    /// <summary>
    /// d = (1, 2, 4) becomes heights 1 and, averaged, 3: r of (1, 2, 4) with (1, 3, 3) is
    /// (8/3) / √(14/3 · 8/3).
    /// </summary>
    [Fact]
    public void TheCorrelationOfThreeItemsIsThatByHand()
    {
        var distances = new DistanceMatrix(3, [1, 2, 4]);
        double expected = 8 / 3.0 / Math.Sqrt(14 / 3.0 * 8 / 3.0);
        Assert.Equal(
            expected,
            HierarchicalClustering.Of(distances, Linkage.Average)
                .CopheneticCorrelation(distances)!.Value,
            1e-15);
    }

    [Fact]
    public void MergersThatDoNotFollowAreRefused()
    {
        Assert.Throws<ArgumentException>(
            () => new Dendrogram(3, [new(0, 1, 2, 2), new(2, 3, 1, 3)]));
        Assert.Throws<ArgumentException>(
            () => new Dendrogram(3, [new(0, 1, 1, 2), new(1, 2, 2, 2)]));
        Assert.Throws<ArgumentException>(() => new Dendrogram(3, [new(0, 1, 1, 2)]));
    }
}
