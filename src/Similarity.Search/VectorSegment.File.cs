using System.IO.Hashing;
using Similarity.Search.Segments;

namespace Similarity.Search;

public sealed unsafe partial class VectorSegment
{
    private const long PieceToHash = 1 << 24;

    /// <summary>The vectors of a file that <see cref="VectorSegmentWriter"/> wrote.</summary>
    /// <param name="verify">
    /// Read it all and compare its hash. Do not switch this off for a file that others can write:
    /// what it holds is then believed, though never beyond its end.
    /// </param>
    /// <exception cref="InvalidSegmentException">It is damaged, cut off or foreign.</exception>
    public static VectorSegment Open(string path, bool verify = true)
    {
        var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        SegmentHeader header;
        long length;
        try
        {
            length = stream.Length;
            byte[] bytes = new byte[Math.Min(length, SegmentLayout.HeaderBytes)];
            stream.ReadExactly(bytes);
            header = SegmentHeader.Read(path, bytes, length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        var memory = new MappedMemory(stream);
        try
        {
            return Read(path, memory, header, length, verify);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private static VectorSegment Read(
        string path, MappedMemory memory, SegmentHeader header, long length, bool verify)
    {
        if (verify && HashOf(memory.Start, length) != header.Contents)
        {
            throw new InvalidSegmentException(path, "damaged: its hash does not agree");
        }

        (var axes, string tag) = SegmentDescription.Read(
            path,
            new ReadOnlySpan<byte>(
                memory.Start + SegmentLayout.HeaderBytes, checked((int)header.Description)));
        var space = new VectorSpace(header.Encoding, header.Lanes, axes);
        var segment = new VectorSegment(memory, header.Layout, space, tag, path);
        if ((space.Fault() ?? (verify ? segment.Fault() : null)) is string fault)
        {
            throw new InvalidSegmentException(path, fault);
        }

        return segment;
    }

    private static UInt128 HashOf(byte* start, long length)
    {
        var hash = new XxHash128();
        for (long at = SegmentLayout.HeaderBytes; at < length; at += PieceToHash)
        {
            hash.Append(new ReadOnlySpan<byte>(
                start + at, (int)Math.Min(PieceToHash, length - at)));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
