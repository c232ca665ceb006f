using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Similarity.Search.Segments;

/// <summary>
/// The bytes of a new file in large pieces, with their hash. Each part is filled up with zeros to
/// 64.
/// </summary>
internal sealed class SegmentOutput(FileStream file)
{
    private readonly XxHash128 hash = new();
    private readonly byte[] buffer = new byte[1 << 18];
    private int filled;
    private long length;

    public UInt128 Hash => hash.GetCurrentHashAsUInt128();

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        length += bytes.Length;
        while (bytes.Length > 0)
        {
            int count = Math.Min(bytes.Length, buffer.Length - filled);
            bytes[..count].CopyTo(buffer.AsSpan(filled));
            bytes = bytes[count..];
            filled += count;
            if (filled == buffer.Length)
            {
                Flush();
            }
        }
    }

    public void Write(Stream source)
    {
        byte[] piece = new byte[1 << 16];
        for (int count; (count = source.Read(piece)) > 0;)
        {
            Write<byte>(piece.AsSpan(0, count));
        }
    }

    public void Pad() =>
        Write<byte>(new byte[SegmentLayout.Aligned(length) - length]);

    public void Flush()
    {
        hash.Append(buffer.AsSpan(0, filled));
        file.Write(buffer.AsSpan(0, filled));
        filled = 0;
    }
}
