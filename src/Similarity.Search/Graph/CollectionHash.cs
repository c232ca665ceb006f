using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Similarity.Search.Graph;

/// <summary>
/// SHA-256 of what binds a graph to its vectors: what the lanes are, all keys, and of the vectors
/// a sample of up to 1,024 spread evenly, since reading all would take longer than opening the
/// graph.
/// </summary>
internal static class CollectionHash
{
    private const int SampleSize = 1024;

    /// <param name="count">Of the first so many rows.</param>
    internal static byte[] Of(VectorCollection vectors, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, (int)vectors.Space.Encoding);
        Append(hash, vectors.Space.Lanes);
        Append(hash, count);
        foreach (double point in vectors.Space.Axes.SelectMany(axis => axis))
        {
            Append(hash, BitConverter.DoubleToInt64Bits(point));
        }

        for (int i = 0; i < vectors.Segments.Length && vectors.FirstRow(i) < count; i++)
        {
            ReadOnlySpan<long> keys = vectors.Segments[i].Keys;
            keys = keys[..Math.Min(keys.Length, count - vectors.FirstRow(i))];
            hash.AppendData(MemoryMarshal.AsBytes(keys));
        }

        int samples = Math.Min(count, SampleSize);
        for (int i = 0; i < samples; i++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(
                vectors.Row((int)((long)i * count / samples))));
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
