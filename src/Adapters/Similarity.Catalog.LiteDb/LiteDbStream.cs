using LiteDB;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// Documents of a range of keys, a page at a time: LiteDB cannot bring changes to its file while a
/// cursor is open. Before a change, the store has its streams read the rest of theirs.
/// </summary>
internal sealed class LiteDbStream(LiteDbFile file, string collection, byte[] first, byte[] last)
{
    private const int PageLength = 256;

    private readonly Queue<BsonDocument> buffer = new();
    private byte[] next = first;
    private bool isOver;

    /// <summary>The next document; null behind the last.</summary>
    public BsonDocument? Next()
    {
        if (buffer.Count == 0 && !isOver)
        {
            Fetch();
        }

        return buffer.TryDequeue(out BsonDocument? document) ? document : null;
    }

    public void ReadRest()
    {
        while (!isOver)
        {
            Fetch();
        }
    }

    private void Fetch()
    {
        int count = file.Read(database =>
        {
            List<BsonDocument> page = database
                .GetCollection(collection)
                .Find(Query.Between("_id", next, last), limit: PageLength)
                .ToList();
            foreach (BsonDocument document in page)
            {
                byte[] key = document["_id"].AsBinary;
                if (key.AsSpan().SequenceCompareTo(next) < 0)
                {
                    throw new InvalidDataException("keys are not in order");
                }

                next = LiteDbKeys.After(key);
                buffer.Enqueue(document);
            }

            return page.Count;
        });
        isOver = count < PageLength;
    }
}
