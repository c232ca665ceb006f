using LiteDB;
using Similarity.Catalog.Operations;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.LiteDb;

public sealed partial class LiteDbCatalogStore
{
    public IEnumerable<CatalogProblem> Verify(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        using IDisposable turn = file.BeginRead();
        foreach (IEnumerable<CatalogProblem> part in new[]
        {
            VerifyCounts(), VerifyMaterials(), VerifyDocuments(), VerifySets(), VerifyVectors(),
            VerifyFailures(), VerifyMarks(), VerifyReading(),
        })
        {
            using IEnumerator<CatalogProblem> walk = part.GetEnumerator();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                CatalogProblem? problem = null;
                bool isMore = false;
                CatalogProblem? end = Problem(null, () =>
                {
                    isMore = walk.MoveNext();
                    problem = isMore ? walk.Current : null;
                });
                if ((end ?? problem) is { } found)
                {
                    yield return found;
                }

                if (!isMore)
                {
                    break;
                }
            }
        }
    }

    private CatalogProblem? Problem(string? id, Action read)
    {
        try
        {
            return LiteDbFile.Guard<CatalogProblem?>(Location, () =>
            {
                read();
                return null;
            });
        }
        catch (CatalogException e) when (e.Fault == CatalogFault.Invalid)
        {
            return new CatalogProblem(id, e.Message[(Location.Length + 2)..]);
        }
    }

    private IEnumerable<BsonDocument> Rows(string collection) =>
        Stream(collection, LiteDbKeys.First, LiteDbKeys.Last, row => row);

    private IEnumerable<CatalogProblem> VerifyMaterials()
    {
        foreach (BsonDocument row in Rows(LiteDbRows.Materials))
        {
            string id = LiteDbKeys.IdOf(row["_id"].AsBinary);
            Material? material = null;
            if (Problem(id, () => material = rows.Material(row)) is { } problem)
            {
                yield return problem;
            }
            else if (row["input_hash"].AsString != material!.InputHash)
            {
                yield return new CatalogProblem(id, "material: its input hash is kept twice");
            }
        }
    }

    private IEnumerable<CatalogProblem> VerifyDocuments()
    {
        foreach (BsonDocument row in Rows(LiteDbRows.Documents))
        {
            byte[] key = row["_id"].AsBinary;
            string id = LiteDbKeys.IdOf(key.AsSpan(0, Math.Max(key.Length - 2, 0)));
            var kind = (DocumentKind)key[^1];
            CatalogDocument? document = null;
            if (Problem(id, () => document = Document(id, kind, row)) is { } problem)
            {
                yield return problem;
            }
            else if (kind == DocumentKind.Structure && !EntryRules.IsLineOfJson(document!.Content))
            {
                yield return new CatalogProblem(id, "document: the structure is no line of JSON");
            }

            if (Row(LiteDbRows.Materials, LiteDbKeys.OfId(id)) is null)
            {
                yield return new CatalogProblem(id, "document: belongs to nothing in the database");
            }
        }
    }

    private IEnumerable<CatalogProblem> VerifySets()
    {
        foreach (BsonDocument row in Rows(LiteDbRows.Sets))
        {
            if (Problem(null, () => rows.Set(row)) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<CatalogProblem> VerifyVectors()
    {
        Dictionary<int, FingerprintSet> byNumber =
            KnownSets().Values.DistinctBy(known => known.Number)
                .ToDictionary(known => known.Number, known => known.Set);
        long last = file.Read(database => LiteDbMeta.Read(database).LastKey);
        foreach (BsonDocument row in Rows(LiteDbRows.Vectors))
        {
            int number = LiteDbKeys.SetOf(row["_id"].AsBinary);
            string id = row["material"].AsString ?? "";
            if (!byNumber.TryGetValue(number, out FingerprintSet? set))
            {
                yield return new CatalogProblem(id, "vector of no set: belongs to nothing");
            }
            else if (Problem(id, () => rows.Vector(set, row)) is { } problem)
            {
                yield return problem;
            }

            if (Ownership(number, id, row) is { } wrong)
            {
                yield return new CatalogProblem(id, wrong);
            }

            if (LiteDbKeys.NumberOf(row["_id"].AsBinary) > last)
            {
                yield return new CatalogProblem(id, "vector: its key is above the last one given");
            }
        }
    }

    private string? Ownership(int number, string id, BsonDocument vector)
    {
        byte[] owner = LiteDbKeys.OfMaterial(number, id);
        BsonDocument? material = Row(LiteDbRows.Materials, LiteDbKeys.OfId(id));
        if (material is null)
        {
            return "vector: belongs to nothing in the database";
        }

        if (material["input_hash"].AsString != vector["input_hash"].AsString)
        {
            return "vector: made of another input than the material";
        }

        if (Row(LiteDbRows.Failures, owner) is not null)
        {
            return "vector: there is a failure in the same set";
        }

        return Row(LiteDbRows.Owners, owner)?["key"].AsInt64
            == LiteDbKeys.NumberOf(vector["_id"].AsBinary)
            ? null
            : "vector: is not found by its material";
    }

    private IEnumerable<CatalogProblem> VerifyFailures()
    {
        Dictionary<int, FingerprintSet> byNumber =
            KnownSets().Values.ToDictionary(known => known.Number, known => known.Set);
        foreach (BsonDocument row in Rows(LiteDbRows.Failures))
        {
            byte[] key = row["_id"].AsBinary;
            string id = LiteDbKeys.MaterialOf(key);
            if (!byNumber.TryGetValue(LiteDbKeys.SetOf(key), out FingerprintSet? set))
            {
                yield return new CatalogProblem(id, "failure of no set: belongs to nothing");
            }
            else if (Problem(id, () => rows.Failure(set, row)) is { } problem)
            {
                yield return problem;
            }

            if (Row(LiteDbRows.Materials, LiteDbKeys.OfId(id)) is null)
            {
                yield return new CatalogProblem(id, "failure: belongs to nothing in the database");
            }
        }
    }

    /// <summary>A catalog of version 1 says nothing of its counts.</summary>
    private IEnumerable<CatalogProblem> VerifyCounts()
    {
        LiteDbMeta meta = file.Read(LiteDbMeta.Read);
        if (meta.Version < Version)
        {
            yield break;
        }

        foreach (string collection in LiteDbRows.Counted)
        {
            long count = Rows(collection).LongCount();
            long indexed = file.Read(database => database.GetCollection(collection).LongCount());
            long expected = meta.CountOf(collection);
            if (count != expected || indexed != expected)
            {
                yield return new CatalogProblem(
                    null, $"{collection}: {Math.Min(count, indexed)} found; {expected} were kept");
            }
        }
    }

    /// <summary>What is derived from the catalog could not be told from what is not.</summary>
    private IEnumerable<CatalogProblem> VerifyMarks()
    {
        (int version, long lastKey) = file.Read(database =>
        {
            LiteDbMeta meta = LiteDbMeta.Read(database);
            return (meta.Version, meta.LastKey);
        });
        CatalogMark[] marks = [.. Rows(LiteDbRows.Marks).Select(rows.Mark)];
        foreach (CatalogMark mark in marks)
        {
            if (!Knows(mark))
            {
                yield return new CatalogProblem(
                    null, $"mark: the write that gave the key {mark.LastKey} is not found");
            }
        }

        if (version == Version
            && (LastMark() != marks.LastOrDefault() || (LastMark()?.LastKey ?? 0) != lastKey))
        {
            yield return new CatalogProblem(
                null, $"key: no write is known that gave {lastKey}");
        }
    }

    /// <summary>
    /// Reads all as whoever works with the catalog does: by the keys of documents, where what is
    /// above looks at one after the other, and LiteDB goes other ways.
    /// </summary>
    private IEnumerable<CatalogProblem> VerifyReading()
    {
        foreach (FingerprintSet set in Sets())
        {
            long[] keys = [.. Keys(set)];
            if (Count(set).Vectors != keys.Length
                || !Vectors(set).Select(vector => vector.Key).SequenceEqual(keys))
            {
                yield return new CatalogProblem(
                    null, $"set of fingerprints: {set.Identity} lacks some when it is read");
            }
        }

        CatalogCounts counts = Count();
        long materials = 0, documents = 0, vectors = 0, failures = 0;
        foreach (CatalogEntry entry in CatalogEntries.Of(this))
        {
            materials++;
            documents += entry.Documents.Length;
            vectors += entry.Vectors.Length;
            failures += entry.Failures.Length;
            if (Find(entry.Material.Id) is null)
            {
                yield return new CatalogProblem(
                    entry.Material.Id, "material: is not found by its id");
            }
        }

        if ((materials, documents, vectors, failures)
            != (counts.Materials, counts.Documents, counts.Vectors, counts.Failures))
        {
            yield return new CatalogProblem(
                null,
                $"reading finds {materials} of {counts.Materials} materials, {documents} of "
                + $"{counts.Documents} documents, {vectors} of {counts.Vectors} vectors and "
                + $"{failures} of {counts.Failures} failures");
        }
    }
}
