using Similarity.Learning;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning;

public class GroupedRowsTest
{
    private static readonly GroupedRows Rows = new(
        new Matrix<double>(4, 2, [1, 10, 2, 20, 4, 40, 7, 70]), [1, 3]);

    [Fact]
    public void AGroupIsTheMeanOfItsRows() =>
        Assert.All(
            new[] { 1, 10, 13.0 / 3, 130.0 / 3 }.Zip(Rows.Means().Values.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-13));

    [Fact]
    public void SelectedGroupsComeWithTheirRows()
    {
        GroupedRows again = Rows.Select([1, 0, 1]);
        Assert.Equal(3, again.Groups);
        Assert.Equal([3, 1, 3], Enumerable.Range(0, 3).Select(again.Count));
        Assert.Equal(
            [2, 4, 7, 1, 2, 4, 7], Enumerable.Range(0, 7).Select(i => again.Features[i, 0]));
    }

    [Fact]
    public void WhatIsNoGroupingIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GroupedRows(new Matrix<double>(2, 1), [2, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GroupedRows(new Matrix<double>(3, 1), [2]));
        Assert.Throws<ArgumentException>(
            () => new GroupedRows(new Matrix<double>(1, 1, [double.NaN]), [1]));
    }
}
