using System.Security.Cryptography;
using LiteDB;

namespace Similarity.Catalog.LiteDb;

/// <summary>What a catalog says of itself, in a document of its own.</summary>
internal sealed class LiteDbMeta
{
    private const int Key = 1;

    private readonly BsonDocument row;

    private LiteDbMeta(BsonDocument row)
    {
        this.row = row;
    }

    public string? Application => row["application"].AsString;

    public int Version
    {
        get => row["version"].AsInt32;
        set => row["version"] = value;
    }

    public string? CatalogId => row["catalog"].AsString;

    /// <summary>The key that a vector was given last.</summary>
    public long LastKey
    {
        get => row["last_key"].AsInt64;
        set => row["last_key"] = value;
    }

    /// <summary>The number that a set was given last.</summary>
    public int LastSet
    {
        get => row["last_set"].AsInt32;
        set => row["last_set"] = value;
    }

    /// <summary>Of a catalog in which nothing was written yet.</summary>
    public static LiteDbMeta New(string application, int version)
    {
        var meta = new LiteDbMeta(new BsonDocument
        {
            ["_id"] = Key,
            ["application"] = application,
            ["version"] = version,
            ["catalog"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ["last_key"] = 0L,
            ["last_set"] = 0,
        });
        foreach (string collection in LiteDbRows.Counted)
        {
            meta.SetCount(collection, 0);
        }

        return meta;
    }

    /// <exception cref="InvalidDataException">There is none.</exception>
    public static LiteDbMeta Read(LiteDatabase database) =>
        Find(database) ?? throw new InvalidDataException("does not say what it is");

    public static LiteDbMeta? Find(LiteDatabase database) =>
        database.CollectionExists(LiteDbRows.Meta)
        && database.GetCollection(LiteDbRows.Meta).FindById(Key) is { } row
            ? new LiteDbMeta(row)
            : null;

    /// <summary>How many documents a collection must have.</summary>
    public long CountOf(string collection) => row["count_" + collection].AsInt64;

    public void SetCount(string collection, long count) => row["count_" + collection] = count;

    public void AddTo(string collection, long more) =>
        SetCount(collection, CountOf(collection) + more);

    public void Save(LiteDatabase database) =>
        database.GetCollection(LiteDbRows.Meta).Upsert(row);
}
