using LiteDB;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// A change in the making. With it goes what the catalog knows of itself: the numbers given last,
/// and how many documents each collection has, because a damaged file may lose some unnoticed.
/// </summary>
internal sealed class LiteDbChange(LiteDatabase database)
{
    private readonly LiteDbMeta meta = LiteDbMeta.Read(database);

    public LiteDbMeta Meta => meta;

    public BsonDocument? Find(string collection, byte[] key) =>
        database.GetCollection(collection).FindById(key);

    public void Insert(string collection, BsonDocument row)
    {
        database.GetCollection(collection).Insert(row);
        meta.AddTo(collection, 1);
    }

    /// <summary>In place of one that is there.</summary>
    public void Replace(string collection, BsonDocument row) =>
        database.GetCollection(collection).Update(row);

    /// <returns>Whether it was there.</returns>
    public bool Delete(string collection, byte[] key)
    {
        bool wasThere = database.GetCollection(collection).Delete(key);
        meta.AddTo(collection, wasThere ? -1 : 0);
        return wasThere;
    }

    /// <summary>Ends a change that gave keys.</summary>
    public void Mark() => Insert(
        LiteDbRows.Marks,
        LiteDbRows.Of(new CatalogMark(meta.LastKey, CatalogMark.NewToken())));

    public void Save() => meta.Save(database);
}
