using System.Text;
using LiteDB;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// Records as documents of LiteDB and back; one whose hash does not fit what it holds is none.
/// </summary>
internal sealed class LiteDbRows(string location)
{
    public const string Materials = "materials";
    public const string Documents = "documents";
    public const string Chunks = "chunks";
    public const string Sets = "sets";
    public const string Vectors = "vectors";
    public const string Owners = "owners";
    public const string Failures = "failures";
    public const string Marks = "marks";
    public const string Meta = "meta";

    /// <summary>In bytes: documents of LiteDB end at 16 MB.</summary>
    public const int ChunkLength = 1 << 20;

    /// <summary>All but the one that says how many documents these have.</summary>
    public static string[] Counted { get; } =
        [Materials, Documents, Chunks, Sets, Vectors, Owners, Failures, Marks];

    public static string[] Collections { get; } = [.. Counted, Meta];

    public static BsonDocument Of(Material material) => new()
    {
        ["_id"] = LiteDbKeys.OfId(material.Id),
        ["record"] = Encoding.UTF8.GetString(MaterialRecord.Write(material)),
        ["hash"] = RecordHash.Of(material),
    };

    public Material Material(BsonDocument row) => LiteDbFile.Guard(location, () =>
    {
        string id = LiteDbKeys.IdOf(row["_id"].AsBinary);
        return StoredRecord.Read(location, "material", id, () =>
        {
            Material material = MaterialRecord.Read(Text(row, "record"));
            return (material, material.Id == id && Fits(row, RecordHash.Of(material)));
        });
    });

    public static BsonDocument Of(int number, FingerprintSet set) => new()
    {
        ["_id"] = LiteDbKeys.OfSet(number),
        ["record"] = Encoding.UTF8.GetString(FingerprintSetRecord.Write(set)),
        ["hash"] = RecordHash.Of(set),
    };

    public FingerprintSet Set(BsonDocument row) => LiteDbFile.Guard(location, () =>
    {
        byte[] record = Text(row, "record");
        return StoredRecord.Read(
            location, "set of fingerprints", Encoding.UTF8.GetString(record), () =>
            {
                FingerprintSet set = FingerprintSetRecord.Read(record);
                return (set, Fits(row, RecordHash.Of(set)));
            });
    });

    public static BsonDocument Of(
        int number, FingerprintSet set, StoredVector vector, long key) => new()
        {
            ["_id"] = LiteDbKeys.OfVector(number, key),
            ["material"] = vector.MaterialId,
            ["source"] = vector.Source,
            ["input_hash"] = vector.InputHash,
            ["program_version"] = vector.ProgramVersion,
            ["warnings"] = Encoding.UTF8.GetString(TextListRecord.Write(vector.Warnings)),
            ["hash"] = RecordHash.Of(set, vector),

            // As BSON numbers, a vector takes several times the space and the time.
            ["lanes"] = LaneBytes.Of(vector.Lanes).ToArray(),
        };

    public StoredVector Vector(FingerprintSet set, BsonDocument row) => LiteDbFile.Guard(
        location, () => StoredRecord.Read(
        location, $"vector in the set {set.Identity}", row["material"].AsString ?? "", () =>
        {
            var vector = new StoredVector(
                row["material"].AsString,
                LaneBytes.Read(row["lanes"].AsBinary, set.Space),
                row["source"].AsString,
                row["input_hash"].AsString,
                row["program_version"].AsString,
                TextListRecord.Read(Text(row, "warnings")))
            {
                Key = LiteDbKeys.NumberOf(row["_id"].AsBinary),
            };
            return (vector, Fits(row, RecordHash.Of(set, vector)));
        }));

    public static BsonDocument Of(int number, FingerprintSet set, StoredFailure failure) => new()
    {
        ["_id"] = LiteDbKeys.OfMaterial(number, failure.MaterialId),
        ["reason"] = failure.Reason,
        ["input_hash"] = failure.InputHash,
        ["program_version"] = failure.ProgramVersion,
        ["hash"] = RecordHash.Of(set, failure),
    };

    public StoredFailure Failure(FingerprintSet set, BsonDocument row) => LiteDbFile.Guard(
        location, () =>
    {
        string id = LiteDbKeys.MaterialOf(row["_id"].AsBinary);
        return StoredRecord.Read(location, $"failure in the set {set.Identity}", id, () =>
        {
            var failure = new StoredFailure(
                id,
                row["reason"].AsString,
                row["input_hash"].AsString,
                row["program_version"].AsString);
            return (failure, Fits(row, RecordHash.Of(set, failure)));
        });
    });

    public static BsonDocument Of(string id, CatalogDocument document) => new()
    {
        ["_id"] = LiteDbKeys.OfDocument(id, document.Kind),
        ["length"] = document.Content.Length,
        ["hash"] = RecordHash.Of(id, document),
    };

    public static BsonDocument Of(CatalogMark mark) => new()
    {
        ["_id"] = LiteDbKeys.OfMark(mark.LastKey),
        ["token"] = mark.Token,
    };

    public CatalogMark Mark(BsonDocument row) => LiteDbFile.Guard(location, () =>
        new CatalogMark(LiteDbKeys.MarkOf(row["_id"].AsBinary), row["token"].AsString));

    public static int ChunkCount(int length) => (length + ChunkLength - 1) / ChunkLength;

    /// <param name="chunk">The bytes of the n-th piece.</param>
    public CatalogDocument Document(
        string id, DocumentKind kind, BsonDocument row, Func<int, byte[]> chunk) =>
        LiteDbFile.Guard(location, () => StoredRecord.Read(location, "document", id, () =>
        {
            using var content = new MemoryStream();
            int count = ChunkCount(row["length"].AsInt32);
            for (int i = 0; i < count; i++)
            {
                content.Write(chunk(i));
            }

            var document = new CatalogDocument(kind, content.ToArray());
            return (document, Fits(row, RecordHash.Of(id, document)));
        }));

    private static byte[] Text(BsonDocument row, string field) =>
        Encoding.UTF8.GetBytes(row[field].AsString ?? "");

    private static bool Fits(BsonDocument row, byte[] hash) =>
        row["hash"].AsBinary.AsSpan().SequenceEqual(hash);
}
