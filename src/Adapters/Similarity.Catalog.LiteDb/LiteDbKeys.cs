using System.Buffers.Binary;
using System.Text;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// Keys of documents. LiteDB orders texts by a culture or by UTF-16; bytes it orders as they are,
/// so that every key is bytes: ids in UTF-8, numbers from the highest byte down.
/// </summary>
internal static class LiteDbKeys
{
    /// <summary>Below every key.</summary>
    public static byte[] First { get; } = [];

    /// <summary>Above every key that begins with an id: UTF-8 knows no such byte.</summary>
    public static byte[] Last { get; } = [0xFF];

    public static byte[] OfId(string id) => Encoding.UTF8.GetBytes(id);

    public static string IdOf(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key);

    /// <summary>No id holds a zero, so that the key of one is no beginning of another's.</summary>
    public static byte[] OfDocument(string id, DocumentKind kind) =>
        [.. OfId(id), 0, (byte)kind];

    public static byte[] OfChunk(string id, DocumentKind kind, int chunk) =>
        [.. OfDocument(id, kind), .. BigEndian(chunk)];

    public static byte[] OfSet(int set) => BigEndian(set);

    public static byte[] OfMaterial(int set, string id) => [.. BigEndian(set), .. OfId(id)];

    public static string MaterialOf(ReadOnlySpan<byte> key) =>
        key.Length > sizeof(int) ? IdOf(key[sizeof(int)..]) : "";

    public static byte[] OfVector(int set, long key)
    {
        byte[] bytes = new byte[sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, set);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(int)), key);
        return bytes;
    }

    /// <summary>The number in the key of a vector.</summary>
    public static long NumberOf(ReadOnlySpan<byte> key) =>
        BinaryPrimitives.ReadInt64BigEndian(key[sizeof(int)..]);

    public static byte[] OfMark(long lastKey)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, lastKey);
        return bytes;
    }

    public static long MarkOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key);

    public static int SetOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt32BigEndian(key);

    /// <summary>The least key above another one.</summary>
    public static byte[] After(byte[] key) => [.. key, 0];

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
