using Similarity.Learning;
using Similarity.Learning.Clusters;

namespace Similarity.Tests.Learning.Clusters;

public sealed class DbscanTest
{
    /// <summary>
    /// Positions on a line: two dense groups, a point between them, one far away.
    /// </summary>
    private static readonly double[] Line = [9.5, 0, 1, 2, 4, 6, 7, 8];

    private static readonly DistanceMatrix Distances =
        DistanceMatrix.Of(Line.Length, (i, j) => Math.Abs(Line[i] - Line[j]));

    /// <summary>
    /// Within 2 of it at least four items: 2 (0 1 2 4), 6 (4 6 7 8), 7 (6 7 8 9.5), 8 (6 7 8 9.5).
    /// The point 4 is near cores of both groups and goes to the first.
    /// </summary>
    [Theory]
    [InlineData(2, 4, new[] { 1, 0, 0, 0, 0, 1, 1, 1 })]
    [InlineData(1, 3, new[] { -1, 0, 0, 0, -1, 1, 1, 1 })]
    [InlineData(1, 2, new[] { -1, 0, 0, 0, -1, 1, 1, 1 })]
    [InlineData(0, 1, new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(100, 9, new[] { -1, -1, -1, -1, -1, -1, -1, -1 })]
    [InlineData(100, 8, new[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void ALineFallsIntoItsGroups(double epsilon, int minPoints, int[] labels) =>
        Assert.Equal(labels, Dbscan.Labels(Distances, epsilon, minPoints));

    [Fact]
    public void WhereEveryItemIsACoreClustersAreThoseOfSingleLinkage()
    {
        DistanceMatrix distances = RandomPoints.Distances(RandomPoints.Uniform(2, 100, 3));
        Dendrogram tree = HierarchicalClustering.Of(distances, Linkage.Single);
        foreach (double epsilon in tree.Mergers.Select(merger => merger.Height))
        {
            Assert.Equal(tree.Cut(epsilon), Dbscan.Labels(distances, epsilon, minPoints: 1));
        }
    }

    /// <summary>The definition, checked item by item on the labels.</summary>
    [Theory]
    [InlineData(0.1, 3)]
    [InlineData(0.07, 4)]
    [InlineData(0.12, 8)]
    public void LabelsHoldWhatTheDefinitionAsks(double epsilon, int minPoints)
    {
        DistanceMatrix distances = RandomPoints.Distances(RandomPoints.Uniform(4, 150, 2));
        int[] labels = Dbscan.Labels(distances, epsilon, minPoints);
        int[] all = [.. Enumerable.Range(0, 150)];
        int[][] near = [.. all.Select(i => all.Where(j => distances[i, j] <= epsilon).ToArray())];
        int[] cores = [.. all.Where(i => near[i].Length >= minPoints)];

        // As single linkage of the cores alone, other items with the first core that reaches them.
        DistanceMatrix ofCores =
            DistanceMatrix.Of(cores.Length, (i, j) => distances[cores[i], cores[j]]);
        int[] expected = HierarchicalClustering.Of(ofCores, Linkage.Single).Cut(epsilon);
        Assert.Equal(expected, cores.Select(core => labels[core]));
        Assert.All(all.Except(cores), i => Assert.Equal(
            near[i].Intersect(cores).Select(core => labels[core]).DefaultIfEmpty(-1).Min(),
            labels[i]));
        Assert.Contains(-1, labels);
        Assert.True(labels.Max() > 0);
    }

    [Fact]
    public void BoundsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Dbscan.Labels(Distances, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Dbscan.Labels(Distances, 1, 0));
        Assert.Empty(Dbscan.Labels(new DistanceMatrix(0, []), 1, 1));
    }
}
