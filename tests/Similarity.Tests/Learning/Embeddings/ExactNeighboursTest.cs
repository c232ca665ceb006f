using Similarity.Learning.Embeddings;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Embeddings;

public sealed class ExactNeighboursTest
{
    /// <summary>Against sorting all distances; the grid has many equal ones and copies.</summary>
    [Theory]
    [InlineData(false, 300, 3, 7)]
    [InlineData(true, 300, 2, 7)]
    [InlineData(false, 65, 1, 64)]
    [InlineData(false, 2, 4, 1)]
    public void AreTheFirstOfAllSorted(bool isGrid, int count, int dimensions, int neighbours)
    {
        Matrix<double> points = isGrid
            ? RandomPoints.OnGrid(3, count, dimensions)
            : RandomPoints.Uniform(3, count, dimensions);
        NeighbourLists lists = ExactNeighbours.Of(points, neighbours, threads: 2);
        var distances = RandomPoints.Distances(points);
        for (int i = 0; i < count; i++)
        {
            int item = i;
            double[] expected =
            [
                .. Enumerable.Range(0, count).Where(j => j != item)
                    .Select(j => distances[item, j]).Order().Take(neighbours),
            ];
            Assert.Equal(expected, lists.Distances(i).ToArray(), (a, b) => Math.Abs(a - b) < 1e-14);
            Assert.Equal(neighbours, lists.Items(i).ToArray().Distinct().Count());
            for (int k = 0; k < neighbours; k++)
            {
                Assert.Equal(distances[i, lists.Items(i)[k]], lists.Distances(i)[k], 1e-14);
            }
        }
    }

    [Fact]
    public void ListsThatAreNoneAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new NeighbourLists(2, 1, [1], [1]));
        Assert.Throws<ArgumentException>(() => new NeighbourLists(2, 1, [0, 0], [1, 1]));
        Assert.Throws<ArgumentException>(() => new NeighbourLists(2, 1, [1, 2], [1, 1]));
        Assert.Throws<ArgumentException>(() => new NeighbourLists(2, 1, [1, 0], [1, double.NaN]));
        Assert.Throws<ArgumentException>(() =>
            new NeighbourLists(3, 2, [1, 2, 0, 2, 0, 1], [1, 0.5, 1, 1, 1, 1]));
    }
}
