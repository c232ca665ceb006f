using System.Buffers.Binary;
using Npgsql;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Postgres;

/// <summary>Looks for whatever is wrong with a catalog, from hashes to references.</summary>
/// <param name="hasCopies">Whether the vectors have copies in pgvector's type.</param>
internal sealed class PostgresVerification(
    PostgresSession session, PostgresRows rows, bool hasCopies, CancellationToken cancellation)
{
    private const int SmallPage = 1_000;
    private const int LargePage = 50;

    private static readonly (string Sql, string Problem)[] References =
    [
        (Orphans("documents"), "document: belongs to nothing in the database"),
        (Orphans("vectors"), "vector: belongs to nothing in the database"),
        (Orphans("failures"), "failure: belongs to nothing in the database"),
        (Strays("vectors"), "vector: of no set"),
        (Strays("failures"), "failure: of no set"),
        (Foreign("vectors"), "vector: made of another input than the material"),
        (Foreign("failures"), "failure: made of another input than the material"),
        ("""
        SELECT v.material_id FROM vectors v
        JOIN failures f ON f.material_id = v.material_id AND f.set_id = v.set_id
        """, "vector: there is a failure in the same set"),
        ("""
        SELECT m.id FROM materials m WHERE m.nelements <> cardinality(m.elements)
        """, "nelements: not the number of elements"),
    ];

    public IEnumerable<CatalogProblem> Problems()
    {
        var sets = new List<(int Number, FingerprintSet Set)>();
        return Sets(sets)
            .Concat(Materials())
            .Concat(Documents())
            .Concat(sets.SelectMany(pair => Vectors(pair.Number, pair.Set)))
            .Concat(sets.SelectMany(pair => Failures(pair.Number, pair.Set)))
            .Concat(References.SelectMany(Rule))
            .Concat(Sequence())
            .Concat(Marks());
    }

    private static string Orphans(string table) =>
        $"""
        SELECT t.material_id FROM {table} t
        WHERE NOT EXISTS (SELECT FROM materials m WHERE m.id = t.material_id)
        """;

    private static string Strays(string table) =>
        $"""
        SELECT t.material_id FROM {table} t
        WHERE NOT EXISTS (SELECT FROM fingerprint_sets s WHERE s.set_id = t.set_id)
        """;

    private static string Foreign(string table) =>
        $"""
        SELECT t.material_id FROM {table} t JOIN materials m ON m.id = t.material_id
        WHERE m.input_hash <> t.input_hash
        """;

    private IEnumerable<CatalogProblem> Sets(List<(int Number, FingerprintSet Set)> sets)
    {
        foreach ((int number, FingerprintSet? set, CatalogProblem? problem) in session.Rows(
            $"SELECT {PostgresRows.SetColumns}, s.identity_hash FROM fingerprint_sets s "
            + "ORDER BY s.set_id",
            SetOrProblem,
            cancellation))
        {
            if (problem != null)
            {
                yield return problem;
            }
            else
            {
                sets.Add((number, set!));
            }
        }
    }

    private (int Number, FingerprintSet? Set, CatalogProblem? Problem) SetOrProblem(
        NpgsqlDataReader row)
    {
        FingerprintSet? set = null;
        CatalogProblem? problem = Of(null, () => set = rows.Set(row));
        if (problem == null && !row.GetFieldValue<byte[]>(4).AsSpan().SequenceEqual(
            PostgresCatalogStore.IdentityHash(set!)))
        {
            problem = new CatalogProblem(
                null, $"set of fingerprints: {set!.Identity} is not found by its identity");
        }

        return (row.GetInt32(3), set, problem);
    }

    private IEnumerable<CatalogProblem> Materials() => Pages(
        "",
        after => session.Rows(
            $"""
            SELECT {PostgresRows.MaterialColumns} FROM materials m
            WHERE m.id > $1 ORDER BY m.id LIMIT {SmallPage}
            """,
            row => (row.GetString(0), Of(row.GetString(0), () => rows.Material(row))),
            cancellation,
            after));

    private IEnumerable<CatalogProblem> Documents() => Pages(
        (Id: "", Kind: -1),
        after => session.Rows(
            $"""
            SELECT {PostgresRows.DocumentColumns} FROM documents d
            WHERE (d.material_id, d.kind) > ($1, $2)
            ORDER BY d.material_id, d.kind LIMIT {LargePage}
            """,
            row => ((row.GetString(0), row.GetInt32(1)), OfDocument(row)),
            cancellation,
            after.Id,
            after.Kind));

    private CatalogProblem? OfDocument(NpgsqlDataReader row)
    {
        string id = row.GetString(0);
        CatalogDocument? document = null;
        return Of(id, () => document = rows.Document(row))
            ?? (document!.Kind == DocumentKind.Structure
                && !EntryRules.IsLineOfJson(document.Content)
                ? new CatalogProblem(id, "document: the structure is no line of JSON")
                : null);
    }

    private IEnumerable<CatalogProblem> Vectors(int number, FingerprintSet set)
    {
        string copy = hasCopies ? ", vector_send(v.embedding)" : "";
        int size = PostgresCatalogStore.VectorPage(set);
        return Pages(
            long.MinValue,
            after => session.Rows(
                $"""
                SELECT {PostgresRows.VectorColumns}{copy} FROM vectors v
                WHERE v.set_id = $1 AND v.key > $2 ORDER BY v.key LIMIT {size}
                """,
                row => (row.GetInt64(0), OfVector(set, row)),
                cancellation,
                number,
                after));
    }

    private CatalogProblem? OfVector(FingerprintSet set, NpgsqlDataReader row)
    {
        string id = row.GetString(1);
        StoredVector? vector = null;
        if (Of(id, () => vector = rows.Vector(set, row)) is { } problem)
        {
            return problem;
        }

        return hasCopies && !row.IsDBNull(8)
            && !IsCopy(row.GetFieldValue<byte[]>(8), vector!.Lanes)
            ? new CatalogProblem(
                id, $"vector in the set {set.Identity}: the copy that is searched differs")
            : null;
    }

    /// <summary>
    /// Whether bytes are what the server sends of a vector: the number of lanes and 0 as 16-bit
    /// integers, then the lanes, the highest byte first.
    /// </summary>
    private static bool IsCopy(ReadOnlySpan<byte> sent, ReadOnlySpan<float> lanes)
    {
        const int Header = 2 * sizeof(ushort);
        if (sent.Length != Header + lanes.Length * sizeof(float)
            || BinaryPrimitives.ReadUInt16BigEndian(sent) != lanes.Length)
        {
            return false;
        }

        for (int i = 0; i < lanes.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(sent[(Header + i * sizeof(float))..])
                != BitConverter.SingleToUInt32Bits(lanes[i]))
            {
                return false;
            }
        }

        return true;
    }

    private IEnumerable<CatalogProblem> Failures(int number, FingerprintSet set) => Pages(
        "",
        after => session.Rows(
            $"""
            SELECT {PostgresRows.FailureColumns} FROM failures f
            WHERE f.set_id = $1 AND f.material_id > $2 ORDER BY f.material_id LIMIT {SmallPage}
            """,
            row => (row.GetString(0), Of(row.GetString(0), () => rows.Failure(set, row))),
            cancellation,
            number,
            after));

    private IEnumerable<CatalogProblem> Rule((string Sql, string Problem) rule) => session.Rows(
        rule.Sql, row => new CatalogProblem(row.GetString(0), rule.Problem), cancellation);

    /// <summary>Keys would be given again.</summary>
    private IEnumerable<CatalogProblem> Sequence() => session.Rows(
        """
        SELECT max(v.key) FROM vectors v
        HAVING max(v.key) > (SELECT CASE WHEN is_called THEN last_value ELSE 0 END
                             FROM vector_keys)
        """,
        row => new CatalogProblem(null, $"key: {row.GetInt64(0)} is above the last one given"),
        cancellation);

    /// <summary>What is derived from the catalog could not be told from what is not.</summary>
    private IEnumerable<CatalogProblem> Marks() => session.Rows(
        """
        SELECT max(v.key) FROM vectors v
        HAVING max(v.key) > (SELECT coalesce(max(last_key), 0) FROM catalog_marks)
        """,
        row => new CatalogProblem(null, $"key: no write is known that gave {row.GetInt64(0)}"),
        cancellation);

    /// <summary>All problems of pages, each beginning after the last row of another.</summary>
    private IEnumerable<CatalogProblem> Pages<TKey>(
        TKey first, Func<TKey, List<(TKey Key, CatalogProblem? Problem)>> page)
    {
        TKey last = first;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<(TKey Key, CatalogProblem? Problem)> found = page(last);
            foreach ((TKey key, CatalogProblem? problem) in found)
            {
                last = key;
                if (problem != null)
                {
                    yield return problem;
                }
            }

            if (found.Count == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>The problem of one row, whose walk goes on.</summary>
    private static CatalogProblem? Of(string? id, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (CatalogException e) when (e.Fault == CatalogFault.Invalid)
        {
            return new CatalogProblem(id, e.Message[(e.Location.Length + 2)..]);
        }
    }
}
