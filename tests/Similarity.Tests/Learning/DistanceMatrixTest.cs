using Similarity.Learning;

namespace Similarity.Tests.Learning;

public sealed class DistanceMatrixTest
{
    [Fact]
    public void TheUpperTriangleIsReadRowAfterRow()
    {
        var distances = new DistanceMatrix(4, [1, 2, 3, 12, 13, 23]);
        Assert.Equal(
            [0, 1, 2, 3, 1, 0, 12, 13, 2, 12, 0, 23, 3, 13, 23, 0],
            from i in Enumerable.Range(0, 4)
            from j in Enumerable.Range(0, 4)
            select distances[i, j]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void EveryPairIsComputedOnceWhateverTheThreads(int count)
    {
        double Code(int i, int j) => i < j ? 1000 * i + j : double.NaN;
        DistanceMatrix one = DistanceMatrix.Of(count, Code);
        DistanceMatrix four = DistanceMatrix.Of(count, Code, threads: 4);

        Assert.Equal(one.Upper, four.Upper);
        Assert.Equal(count, one.Count);
        Assert.All(
            from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i) select (i, j),
            pair => Assert.Equal(1000 * pair.j + pair.i, one[pair.i, pair.j]));
    }

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WhatIsNoDistanceIsRefused(double distance) => Assert.Contains(
        "expected a finite number of at least 0",
        Assert.Throws<ArgumentException>(() => new DistanceMatrix(2, [distance])).Message);

    [Fact]
    public void TheNumberOfPairsIsChecked() => Assert.Contains(
        "4 items have 6 pairs",
        Assert.Throws<ArgumentException>(() => new DistanceMatrix(4, new double[5])).Message);
}
