using Similarity.Cli.Slurm;

namespace Similarity.Cli.Tests.Slurm;

public sealed class ArrayRangeTest
{
    [Theory]
    [InlineData(new[] { 5 }, null, "5")]
    [InlineData(new[] { 0, 1, 2, 3 }, null, "0-3")]
    [InlineData(new[] { 0, 2, 3, 7, 8, 9, 12 }, 4, "0,2-3,7-9,12%4")]
    public void NeighboursAreOneRange(int[] indices, int? atOnce, string text) =>
        Assert.Equal(text, ArrayRange.Of(indices, atOnce));
}
