namespace Similarity.Search.Tests;

public sealed class RowMaskTest
{
    [Fact]
    public void HoldsTheRowsPutIn()
    {
        var mask = new RowMask(130);
        mask[0] = mask[63] = mask[64] = mask[129] = true;
        mask[63] = false;

        Assert.Equal(3, mask.Size);
        Assert.Equal(
            [0, 64, 129], Enumerable.Range(0, mask.Count).Where(row => mask[row]));
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[130]);
    }
}
