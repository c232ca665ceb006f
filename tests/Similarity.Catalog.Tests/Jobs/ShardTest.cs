using System.Globalization;
using Similarity.Catalog.Jobs;

namespace Similarity.Catalog.Tests.Jobs;

public sealed class ShardTest
{
    /// <summary>
    /// The digests are those of FIPS 180-4: ba7816bf8f01cfea… and e3b0c44298fc1c14….
    /// </summary>
    [Theory]
    [InlineData("abc", 16, 0xa)]
    [InlineData("abc", 65536, 0xcfea)]
    [InlineData("", 256, 0x14)]
    [InlineData("abc", 1, 0)]
    public void TheHashIsTheHeadOfTheDigest(string id, int count, int index) =>
        Assert.Equal(index, Shard.IndexOf(id, count));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    public void EveryIdIsInOneShard(int count)
    {
        Shard[] shards = [.. Shard.All(count)];
        string[] ids =
        [
            .. CatalogSamples.IdsInOrder,
            .. Enumerable.Range(0, 2000)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"mp-{i}")),
        ];
        int[] sizes = new int[count];
        foreach (string id in ids)
        {
            Shard own = Assert.Single(shards, shard => shard.Contains(id));
            sizes[own.Index]++;
        }

        // 2020 ids in 16 shards: 126 each, and five standard deviations are 55.
        Assert.All(sizes, size => Assert.InRange(
            size, (double)ids.Length / count * 0.56, (double)ids.Length / count * 1.44));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 4)]
    [InlineData(4, 4)]
    [InlineData(0, Shard.MaximumCount + 1)]
    public void ThereIsNoOtherShard(int index, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(index, count));
}
