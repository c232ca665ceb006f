using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Similarity.Catalog.Records;

/// <summary>
/// SHA-256 over all that a store keeps of a record, each field after its length, so that no damage
/// to any of them goes unseen.
/// </summary>
public static class RecordHash
{
    public const int Length = SHA256.HashSizeInBytes;

    public static byte[] Of(Material material) => SHA256.HashData(MaterialRecord.Write(material));

    public static byte[] Of(FingerprintSet set) =>
        SHA256.HashData(FingerprintSetRecord.Write(set));

    public static byte[] Of(string materialId, CatalogDocument document) => OfFields(
        document.Content, materialId, document.Kind.ToString());

    public static byte[] Of(FingerprintSet set, StoredVector vector) => OfFields(
        LaneBytes.Of(vector.Lanes),
        set.Identity,
        vector.MaterialId,
        vector.Source,
        vector.InputHash,
        vector.ProgramVersion,
        Encoding.UTF8.GetString(TextListRecord.Write(vector.Warnings)));

    public static byte[] Of(FingerprintSet set, StoredFailure failure) => OfFields(
        [],
        set.Identity,
        failure.MaterialId,
        failure.Reason,
        failure.InputHash,
        failure.ProgramVersion);

    private static byte[] OfFields(
        ReadOnlySpan<byte> content, params ReadOnlySpan<string> fields)
    {
        int most = content.Length;
        foreach (string field in fields)
        {
            most = checked(most + sizeof(int) + Encoding.UTF8.GetMaxByteCount(field.Length));
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(most);
        int length = 0;
        foreach (string field in fields)
        {
            int written = Encoding.UTF8.GetBytes(field, buffer.AsSpan(length + sizeof(int)));
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), written);
            length += sizeof(int) + written;
        }

        content.CopyTo(buffer.AsSpan(length));
        byte[] hash = SHA256.HashData(buffer.AsSpan(0, length + content.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }
}
