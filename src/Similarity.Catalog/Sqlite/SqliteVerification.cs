using Similarity.Catalog.Records;

namespace Similarity.Catalog.Sqlite;

/// <summary>Looks for whatever is wrong with a catalog, from pages to hashes.</summary>
internal sealed class SqliteVerification(
    SqliteDatabase database, SqliteRows rows, CancellationToken cancellation)
{
    private const string Orphans =
        """
        SELECT material, 'element' FROM material_elements
          WHERE material NOT IN (SELECT id FROM materials)
        UNION ALL SELECT material, 'document' FROM documents
          WHERE material NOT IN (SELECT id FROM materials)
        UNION ALL SELECT material, 'vector' FROM vectors
          WHERE material NOT IN (SELECT id FROM materials)
        UNION ALL SELECT material, 'failure' FROM failures
          WHERE material NOT IN (SELECT id FROM materials)
        UNION ALL SELECT material, 'vector of no set' FROM vectors
          WHERE set_id NOT IN (SELECT id FROM sets)
        UNION ALL SELECT material, 'failure of no set' FROM failures
          WHERE set_id NOT IN (SELECT id FROM sets)
        """;

    private const string Both =
        """
        SELECT v.material FROM vectors v
        JOIN failures f ON f.set_id = v.set_id AND f.material = v.material
        """;

    private const string Foreign =
        """
        SELECT v.material, 'vector' FROM vectors v JOIN materials m ON m.id = v.material
          WHERE m.input_hash <> v.input_hash
        UNION ALL
        SELECT f.material, 'failure' FROM failures f JOIN materials m ON m.id = f.material
          WHERE m.input_hash <> f.input_hash
        """;

    private readonly Dictionary<long, FingerprintSet> sets = [];

    public IEnumerable<CatalogProblem> Problems() =>
        Guard(Pages())
            .Concat(Guard(Catalog()))
            .Concat(Guard(Materials()))
            .Concat(Guard(Elements()))
            .Concat(Guard(Documents()))
            .Concat(Guard(Sets()))
            .Concat(Guard(Vectors()))
            .Concat(Guard(Failures()))
            .Concat(Guard(References()))
            .Concat(Guard(Sequence()))
            .Concat(Guard(Marks()));

    private static CatalogProblem Problem(CatalogException e) =>
        new(null, e.Message[(e.Location.Length + 2)..]);

    private static IEnumerable<CatalogProblem> Guard(IEnumerable<CatalogProblem> problems)
    {
        using IEnumerator<CatalogProblem> walk = problems.GetEnumerator();
        while (true)
        {
            CatalogProblem problem;
            bool isLast = false;
            try
            {
                if (!walk.MoveNext())
                {
                    yield break;
                }

                problem = walk.Current;
            }
            catch (CatalogException e) when (e.Fault == CatalogFault.Invalid)
            {
                problem = Problem(e);
                isLast = true;
            }

            yield return problem;
            if (isLast)
            {
                yield break;
            }
        }
    }

    private IEnumerable<SqliteStatement> Rows(string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return statement;
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
            return Problem(e) with { Id = id };
        }
    }

    private IEnumerable<CatalogProblem> Pages() => Rows("PRAGMA integrity_check(100)")
        .Select(row => row.Text(0))
        .Where(text => text != "ok")
        .Select(text => new CatalogProblem(null, $"pages: {text}"));

    private IEnumerable<CatalogProblem> Catalog() => Rows(
        """
        SELECT count(*) FROM catalog
        HAVING count(*) <> 1 OR NOT min(id) GLOB '[0-9a-f][0-9a-f]*' OR length(min(id)) <> 32
        """)
        .Select(row => new CatalogProblem(null, "catalog: does not say which database it is"));

    private IEnumerable<CatalogProblem> Materials()
    {
        foreach (SqliteStatement row in Rows(
            $"SELECT {SqliteRows.MaterialColumns}, m.nelements FROM materials m ORDER BY m.id"))
        {
            string id = row.Text(0);
            Material? material = null;
            if (Of(id, () => material = rows.Material(row)) is { } problem)
            {
                yield return problem;
            }
            else if (material!.Elements.Length != row.Long(11))
            {
                yield return new CatalogProblem(
                    id, $"nelements: {row.Long(11)}; expected {material.Elements.Length}");
            }
        }
    }

    private IEnumerable<CatalogProblem> Elements() => Rows(
        """
        SELECT m.id, m.elements, coalesce(e.elements, '') FROM materials m LEFT JOIN (
          SELECT material, group_concat(element, ' ' ORDER BY element) AS elements
          FROM material_elements GROUP BY material) e ON e.material = m.id
        WHERE m.elements <> coalesce(e.elements, '') ORDER BY m.id
        """)
        .Select(row => new CatalogProblem(
            row.Text(0), $"elements: '{row.Text(1)}', but found by '{row.Text(2)}'"));

    private IEnumerable<CatalogProblem> Documents()
    {
        foreach (SqliteStatement row in Rows(
            "SELECT kind, content, hash, material FROM documents ORDER BY material, kind"))
        {
            string id = row.Text(3);
            CatalogDocument? document = null;
            if (Of(id, () => document = rows.Document(id, row)) is { } problem)
            {
                yield return problem;
            }
            else if (document!.Kind == DocumentKind.Structure
                && !EntryRules.IsLineOfJson(document.Content))
            {
                yield return new CatalogProblem(id, "document: the structure is no line of JSON");
            }
        }
    }

    private IEnumerable<CatalogProblem> Sets()
    {
        foreach (SqliteStatement row in Rows($"SELECT {SqliteRows.SetColumns} FROM sets"))
        {
            FingerprintSet? set = null;
            if (Of(null, () => set = rows.Set(row)) is { } problem)
            {
                yield return problem;
                continue;
            }

            sets[row.Long(0)] = set!;
        }
    }

    private IEnumerable<CatalogProblem> Vectors()
    {
        foreach (SqliteStatement row in Rows(
            $"SELECT {SqliteRows.VectorColumns}, set_id FROM vectors ORDER BY key"))
        {
            if (sets.TryGetValue(row.Long(8), out FingerprintSet? set)
                && Of(row.Text(1), () => rows.Vector(set, row)) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<CatalogProblem> Failures()
    {
        foreach (SqliteStatement row in Rows(
            $"SELECT {SqliteRows.FailureColumns}, set_id FROM failures"))
        {
            if (sets.TryGetValue(row.Long(5), out FingerprintSet? set)
                && Of(row.Text(0), () => rows.Failure(set, row)) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<CatalogProblem> References() =>
        Rows(Orphans)
            .Select(row => new CatalogProblem(
                row.Text(0), $"{row.Text(1)}: belongs to nothing in the database"))
            .Concat(Rows(Both).Select(row => new CatalogProblem(
                row.Text(0), "vector: there is a failure in the same set")))
            .Concat(Rows(Foreign).Select(row => new CatalogProblem(
                row.Text(0), $"{row.Text(1)}: made of another input than the material")));

    /// <summary>Keys would be given again.</summary>
    private IEnumerable<CatalogProblem> Sequence() => Rows(
        """
        SELECT max(key) FROM vectors
        HAVING max(key) > coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'vectors'), 0)
        """)
        .Select(row => new CatalogProblem(
            null, $"key: {row.Long(0)} is above the last one given"));

    /// <summary>What is derived from the catalog could not be told from what is not.</summary>
    private IEnumerable<CatalogProblem> Marks()
    {
        if (database.Number("PRAGMA user_version") < SqliteSchema.VersionOfMarks)
        {
            yield break;
        }

        foreach (SqliteStatement row in Rows(
            """
            SELECT max(key) FROM vectors
            HAVING max(key) > coalesce((SELECT max(last_key) FROM marks), 0)
            """))
        {
            yield return new CatalogProblem(
                null, $"key: no write is known that gave {row.Long(0)}");
        }
    }
}
