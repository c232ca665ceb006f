using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Similarity.Catalog.Jobs;

/// <summary>
/// One of <paramref name="Count"/> parts of all ids: those whose hash modulo the count is the
/// index. The hash of an id is the first eight bytes of the SHA-256 of its UTF-8, the most
/// significant first; it is the same on every machine and for every version of the program.
/// </summary>
/// <param name="Index">From 0.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Each is a catalog of its own and a job.</summary>
    public const int MaximumCount = 100_000;

    public int Count { get; } = Count is >= 1 and <= MaximumCount
        ? Count
        : throw new ArgumentOutOfRangeException(
            nameof(Count), Count, $"expected 1 to {MaximumCount}");

    public int Index { get; } = Index >= 0 && Index < Count
        ? Index
        : throw new ArgumentOutOfRangeException(
            nameof(Index), Index, $"expected 0 to {Count - 1}");

    /// <summary>As files are called: "3-of-16".</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Index}-of-{Count}");

    /// <summary>All shards of a build, in order.</summary>
    public static IEnumerable<Shard> All(int count) =>
        Enumerable.Range(0, count).Select(index => new Shard(index, count));

    /// <summary>The index of the shard that an id falls to.</summary>
    public static int IndexOf(string id, int count)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)count);
    }

    public bool Contains(string id) => IndexOf(id, Count) == Index;
}
