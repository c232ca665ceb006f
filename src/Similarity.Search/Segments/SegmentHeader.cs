using System.Buffers.Binary;
using System.IO.Hashing;

namespace Similarity.Search.Segments;

/// <summary>
/// The first 128 bytes of a file of vectors, little endian: "SimVecs" and 0, version, encoding,
/// lanes, count, bytes of the description and of the ids, zeros, XXH128 of all that follows the
/// header, XXH128 of the header before it.
/// </summary>
internal readonly record struct SegmentHeader(
    VectorEncoding Encoding, int Lanes, long Count, long Description, long Ids, UInt128 Contents)
{
    private const int Version = 1;
    private const int ContentsAt = 96;
    private const int OwnHashAt = 112;

    private static ReadOnlySpan<byte> Magic => "SimVecs\0"u8;

    public SegmentLayout Layout =>
        new(Description, Count, SegmentLayout.StrideOf(Lanes), Ids);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[SegmentLayout.HeaderBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), (int)Encoding);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Lanes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Count);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Description);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Ids);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(ContentsAt), Contents);
        BinaryPrimitives.WriteUInt128LittleEndian(
            bytes.AsSpan(OwnHashAt), XxHash128.HashToUInt128(bytes.AsSpan(0, OwnHashAt)));
        return bytes;
    }

    /// <summary>A header whose numbers fit each other and the file.</summary>
    /// <param name="bytes">The first of the file, as many as it has of 128.</param>
    /// <exception cref="InvalidSegmentException"/>
    public static SegmentHeader Read(string file, ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (bytes.Length < Magic.Length || !bytes.StartsWith(Magic))
        {
            throw new InvalidSegmentException(
                file, "not a file of vectors: does not begin with \"SimVecs\"");
        }

        if (bytes.Length < SegmentLayout.HeaderBytes)
        {
            throw new InvalidSegmentException(
                file,
                $"cut off: {bytes.Length} bytes, the header has {SegmentLayout.HeaderBytes}");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        UInt128 hash = BinaryPrimitives.ReadUInt128LittleEndian(bytes[OwnHashAt..]);
        if (version != Version)
        {
            throw new InvalidSegmentException(
                file, $"version {version} of the format; this program reads {Version}");
        }

        if (hash != XxHash128.HashToUInt128(bytes[..OwnHashAt]))
        {
            throw new InvalidSegmentException(file, "damaged header: its hash does not agree");
        }

        int encoding = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        long lanes = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        long count = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]);
        long description = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        long ids = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]);
        Check(file, "encoding", encoding, 0, (long)VectorEncoding.Bits);
        Check(file, "lanes", lanes, 1, VectorSpace.MostLanes);
        Check(file, "count", count, 0, int.MaxValue);
        Check(file, "description", description, 0, fileLength);
        Check(file, "ids", ids, 0, fileLength);
        var header = new SegmentHeader(
            (VectorEncoding)encoding,
            (int)lanes,
            count,
            description,
            ids,
            BinaryPrimitives.ReadUInt128LittleEndian(bytes[ContentsAt..]));
        if (header.Layout.Length != fileLength)
        {
            throw new InvalidSegmentException(
                file,
                $"{fileLength} bytes; {count} vectors of {lanes} lanes take "
                + $"{header.Layout.Length}");
        }

        return header;
    }

    private static void Check(string file, string field, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            throw new InvalidSegmentException(
                file, $"header: {field} is {value}, expected {low} to {high}");
        }
    }
}
