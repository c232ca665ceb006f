using LiteDB;
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
            VerifyMaterials(), VerifyDocuments(), VerifySets(), VerifyVectors(), VerifyFailures(),
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
                yield return new CatalogProblem(id, "document: belongs to nothing in the catalog");
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
        long last = file.Read(database => new Meta(database).LastKey);
        long owners = 0;
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

            owners++;
        }

        foreach (BsonDocument row in Rows(LiteDbRows.Owners))
        {
            owners--;
        }

        if (owners != 0)
        {
            yield return new CatalogProblem(
                null, "owners: there are more or fewer of them than vectors");
        }
    }

    private string? Ownership(int number, string id, BsonDocument vector)
    {
        byte[] owner = LiteDbKeys.OfMaterial(number, id);
        BsonDocument? material = Row(LiteDbRows.Materials, LiteDbKeys.OfId(id));
        if (material is null)
        {
            return "vector: belongs to nothing in the catalog";
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
                yield return new CatalogProblem(id, "failure: belongs to nothing in the catalog");
            }
        }
    }
}
