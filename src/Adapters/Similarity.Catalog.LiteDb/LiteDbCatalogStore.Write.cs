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
        Change(change =>
        {
            foreach ((int number, FingerprintSet set) in numbers.Values)
            {
                if (number > change.Meta.LastSet)
                {
                    change.Insert(LiteDbRows.Sets, LiteDbRows.Of(number, set));
                }
            }

            change.Meta.LastSet = numbers.Values.Select(known => known.Number)
                .Append(change.Meta.LastSet).Max();
            foreach (CatalogEntry entry in batch)
            {
                Write(change, entry, numbers);
            }

            if (batch.Any(entry => !entry.Vectors.IsEmpty))
            {
                change.Mark();
            }
        });
    }

    public void Delete(IReadOnlyCollection<string> ids)
    {
        RequireWriter();
        int[] all = [.. KnownSets().Values.Select(known => known.Number)];
        Change(change =>
        {
            foreach (string id in ids)
            {
                DeleteDocuments(change, id);
                DeleteFingerprints(change, all, id);
                change.Delete(LiteDbRows.Materials, LiteDbKeys.OfId(id));
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

            LiteDbMeta meta = LiteDbMeta.Read(created);
            meta.AddTo(LiteDbRows.Sets, -surplus.Count);
            meta.Save(created);
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

    private void Change(Action<LiteDbChange> make)
    {
        ReadRestOfStreams();
        file.Change(database =>
        {
            var change = new LiteDbChange(database);
            make(change);
            change.Save();
        });
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
        int last = file.Read(database => LiteDbMeta.Read(database).LastSet);
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
        LiteDbChange change,
        CatalogEntry entry,
        Dictionary<string, (int Number, FingerprintSet Set)> numbers)
    {
        Material material = entry.Material;
        BsonDocument row = LiteDbRows.Of(material);
        row["input_hash"] = material.InputHash;
        if (change.Find(LiteDbRows.Materials, LiteDbKeys.OfId(material.Id)) is { } old)
        {
            DeleteDocuments(change, material.Id);
            if (old["input_hash"].AsString != material.InputHash)
            {
                DeleteFingerprints(
                    change, numbers.Values.Select(known => known.Number), material.Id);
            }

            change.Replace(LiteDbRows.Materials, row);
        }
        else
        {
            change.Insert(LiteDbRows.Materials, row);
        }

        foreach (CatalogDocument document in entry.Documents)
        {
            Write(change, material.Id, document);
        }

        foreach ((FingerprintSet set, StoredVector vector) in entry.Vectors)
        {
            int number = numbers[set.Identity].Number;
            DeleteFingerprint(change, number, material.Id);
            long key = ++change.Meta.LastKey;
            change.Insert(LiteDbRows.Vectors, LiteDbRows.Of(number, set, vector, key));
            change.Insert(LiteDbRows.Owners, new BsonDocument
            {
                ["_id"] = LiteDbKeys.OfMaterial(number, material.Id),
                ["key"] = key,
            });
        }

        foreach ((FingerprintSet set, StoredFailure failure) in entry.Failures)
        {
            int number = numbers[set.Identity].Number;
            DeleteFingerprint(change, number, material.Id);
            change.Insert(LiteDbRows.Failures, LiteDbRows.Of(number, set, failure));
        }
    }

    private static void Write(LiteDbChange change, string id, CatalogDocument document)
    {
        change.Insert(LiteDbRows.Documents, LiteDbRows.Of(id, document));
        for (int i = 0; i < LiteDbRows.ChunkCount(document.Content.Length); i++)
        {
            int start = i * LiteDbRows.ChunkLength;
            int end = Math.Min(start + LiteDbRows.ChunkLength, document.Content.Length);
            change.Insert(LiteDbRows.Chunks, new BsonDocument
            {
                ["_id"] = LiteDbKeys.OfChunk(id, document.Kind, i),
                ["data"] = document.Content[start..end],
            });
        }
    }

    private static void DeleteDocuments(LiteDbChange change, string id)
    {
        foreach (DocumentKind kind in Enum.GetValues<DocumentKind>())
        {
            if (change.Delete(LiteDbRows.Documents, LiteDbKeys.OfDocument(id, kind)))
            {
                for (int i = 0;
                    change.Delete(LiteDbRows.Chunks, LiteDbKeys.OfChunk(id, kind, i));
                    i++)
                {
                }
            }
        }
    }

    private static void DeleteFingerprints(
        LiteDbChange change, IEnumerable<int> numbers, string id)
    {
        foreach (int number in numbers)
        {
            DeleteFingerprint(change, number, id);
        }
    }

    private static void DeleteFingerprint(LiteDbChange change, int number, string id)
    {
        byte[] owner = LiteDbKeys.OfMaterial(number, id);
        if (change.Find(LiteDbRows.Owners, owner) is { } row)
        {
            change.Delete(LiteDbRows.Owners, owner);
            change.Delete(
                LiteDbRows.Vectors, LiteDbKeys.OfVector(number, row["key"].AsInt64));
        }

        change.Delete(LiteDbRows.Failures, owner);
    }
}
