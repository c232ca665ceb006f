using LiteDB;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.LiteDb;

public sealed partial class LiteDbCatalogStore
{
    public void Write(IReadOnlyList<CatalogEntry> batch)
    {
        RequireWriter();
        EntryRules.Check(batch);
        if (batch.Count == 0)
        {
            return;
        }

        Dictionary<string, (int Number, FingerprintSet Set)> numbers = NumbersFor(batch);
        Change(database =>
        {
            var meta = new Meta(database);
            foreach ((int number, FingerprintSet set) in numbers.Values)
            {
                if (number > meta.LastSet)
                {
                    database.GetCollection(LiteDbRows.Sets).Insert(LiteDbRows.Of(number, set));
                }
            }

            meta.LastSet = numbers.Values.Select(known => known.Number)
                .Append(meta.LastSet).Max();
            foreach (CatalogEntry entry in batch)
            {
                Write(database, entry, numbers, meta);
            }

            meta.Save();
        });
    }

    public void Delete(IReadOnlyCollection<string> ids)
    {
        RequireWriter();
        int[] all = [.. KnownSets().Values.Select(known => known.Number)];
        Change(database =>
        {
            foreach (string id in ids)
            {
                DeleteDocuments(database, id);
                DeleteFingerprints(database, all, id);
                database.GetCollection(LiteDbRows.Materials).Delete(LiteDbKeys.OfId(id));
            }
        });
    }

    /// <summary>Writes all to a new file, which then takes the place of the old one.</summary>
    public void Compact()
    {
        RequireWriter();
        ReadRestOfStreams();
        HashSet<string> kept =
            Sets().Select(set => set.Identity).ToHashSet(StringComparer.Ordinal);
        HashSet<int> surplus =
        [
            .. KnownSets().Where(known => !kept.Contains(known.Key))
                .Select(known => known.Value.Number),
        ];
        file.Replace((old, created) =>
        {
            foreach (string name in LiteDbRows.Collections)
            {
                created.GetCollection(name).Insert(old.GetCollection(name).FindAll().Where(
                    row => name != LiteDbRows.Sets
                        || !surplus.Contains(LiteDbKeys.SetOf(row["_id"].AsBinary))));
            }
        });
    }

    private void RequireWriter()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (writerLock is null)
        {
            throw new InvalidOperationException($"{Location} was opened for reading");
        }
    }

    private void Change(Action<LiteDatabase> change)
    {
        ReadRestOfStreams();
        file.Change(change);
    }

    private void ReadRestOfStreams()
    {
        foreach (LiteDbStream stream in streams)
        {
            stream.ReadRest();
        }
    }

    /// <summary>The sets of the catalog and, with numbers above all others, new ones.</summary>
    private Dictionary<string, (int Number, FingerprintSet Set)> NumbersFor(
        IReadOnlyList<CatalogEntry> batch)
    {
        var numbers = new Dictionary<string, (int Number, FingerprintSet Set)>(
            KnownSets(), StringComparer.Ordinal);
        int last = file.Read(database => new Meta(database).LastSet);
        var same = new HashSet<FingerprintSet>(ReferenceEqualityComparer.Instance);
        foreach (FingerprintSet set in batch.SelectMany(entry => entry.Vectors
            .Select(pair => pair.Set).Concat(entry.Failures.Select(pair => pair.Set))))
        {
            if (!same.Add(set))
            {
                continue;
            }

            if (!numbers.TryGetValue(set.Identity, out (int Number, FingerprintSet Set) known))
            {
                numbers.Add(set.Identity, (++last, set));
            }
            else if (!FingerprintSetRecord.Write(known.Set).AsSpan()
                .SequenceEqual(FingerprintSetRecord.Write(set)))
            {
                throw new ArgumentException(
                    $"the set {set.Identity} is in {Location} with other lanes or segments");
            }
        }

        return numbers;
    }

    private static void Write(
        LiteDatabase database,
        CatalogEntry entry,
        Dictionary<string, (int Number, FingerprintSet Set)> numbers,
        Meta meta)
    {
        Material material = entry.Material;
        ILiteCollection<BsonDocument> materials = database.GetCollection(LiteDbRows.Materials);
        BsonDocument? old = materials.FindById(LiteDbKeys.OfId(material.Id));
        if (old is not null)
        {
            DeleteDocuments(database, material.Id);
            if (old["input_hash"].AsString != material.InputHash)
            {
                DeleteFingerprints(
                    database, numbers.Values.Select(known => known.Number), material.Id);
            }
        }

        BsonDocument row = LiteDbRows.Of(material);
        row["input_hash"] = material.InputHash;
        materials.Upsert(row);
        foreach (CatalogDocument document in entry.Documents)
        {
            Write(database, material.Id, document);
        }

        foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
        {
            int number = numbers[set.Identity].Number;
            DeleteFingerprint(database, number, material.Id);
            long key = ++meta.LastKey;
            database.GetCollection(LiteDbRows.Vectors)
                .Insert(LiteDbRows.Of(number, set, vector, key));
            database.GetCollection(LiteDbRows.Owners).Insert(new BsonDocument
            {
                ["_id"] = LiteDbKeys.OfMaterial(number, material.Id),
                ["key"] = key,
            });
        }

        foreach ((FingerprintSet set, StoredFailure failure) in entry.Failures)
        {
            int number = numbers[set.Identity].Number;
            DeleteFingerprint(database, number, material.Id);
            database.GetCollection(LiteDbRows.Failures)
                .Insert(LiteDbRows.Of(number, set, failure));
        }
    }

    private static void Write(LiteDatabase database, string id, CatalogDocument document)
    {
        database.GetCollection(LiteDbRows.Documents).Insert(LiteDbRows.Of(id, document));
        ILiteCollection<BsonDocument> chunks = database.GetCollection(LiteDbRows.Chunks);
        for (int i = 0; i < LiteDbRows.ChunkCount(document.Content.Length); i++)
        {
            int start = i * LiteDbRows.ChunkLength;
            int end = Math.Min(start + LiteDbRows.ChunkLength, document.Content.Length);
            chunks.Insert(new BsonDocument
            {
                ["_id"] = LiteDbKeys.OfChunk(id, document.Kind, i),
                ["data"] = document.Content[start..end],
            });
        }
    }

    private static void DeleteDocuments(LiteDatabase database, string id)
    {
        ILiteCollection<BsonDocument> documents = database.GetCollection(LiteDbRows.Documents);
        ILiteCollection<BsonDocument> chunks = database.GetCollection(LiteDbRows.Chunks);
        foreach (DocumentKind kind in Enum.GetValues<DocumentKind>())
        {
            if (documents.Delete(LiteDbKeys.OfDocument(id, kind)))
            {
                for (int i = 0; chunks.Delete(LiteDbKeys.OfChunk(id, kind, i)); i++)
                {
                }
            }
        }
    }

    private static void DeleteFingerprints(
        LiteDatabase database, IEnumerable<int> numbers, string id)
    {
        foreach (int number in numbers)
        {
            DeleteFingerprint(database, number, id);
        }
    }

    private static void DeleteFingerprint(LiteDatabase database, int number, string id)
    {
        ILiteCollection<BsonDocument> owners = database.GetCollection(LiteDbRows.Owners);
        byte[] owner = LiteDbKeys.OfMaterial(number, id);
        if (owners.FindById(owner) is { } row)
        {
            owners.Delete(owner);
            database.GetCollection(LiteDbRows.Vectors)
                .Delete(LiteDbKeys.OfVector(number, row["key"].AsInt64));
        }

        database.GetCollection(LiteDbRows.Failures).Delete(owner);
    }

    /// <summary>The numbers given last.</summary>
    private sealed class Meta(LiteDatabase database)
    {
        private readonly BsonDocument row = database.GetCollection(LiteDbRows.Meta).FindById(1);

        public long LastKey
        {
            get => row["last_key"].AsInt64;
            set => row["last_key"] = value;
        }

        public int LastSet
        {
            get => row["last_set"].AsInt32;
            set => row["last_set"] = value;
        }

        public void Save() => database.GetCollection(LiteDbRows.Meta).Update(row);
    }
}
