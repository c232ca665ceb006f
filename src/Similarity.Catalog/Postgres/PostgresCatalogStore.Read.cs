using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Postgres;

public sealed partial class PostgresCatalogStore
{
    /// <summary>Rows that come at once, of materials and of what is as small.</summary>
    private const int SmallPage = 2_000;

    /// <summary>Bytes of vectors that come at once, about.</summary>
    private const int PageBytes = 4 << 20;

    private const string SetOf =
        "(SELECT set_id FROM fingerprint_sets WHERE identity_hash = $1)";

    public IReadOnlyList<FingerprintSet> Sets() => session.Rows(
        $"""
        SELECT {PostgresRows.SetColumns} FROM fingerprint_sets s
        WHERE EXISTS (SELECT FROM vectors v WHERE v.set_id = s.set_id)
           OR EXISTS (SELECT FROM failures f WHERE f.set_id = s.set_id)
        ORDER BY s.identity
        """,
        rows.Set);

    public SetCounts Count(FingerprintSet set) => session.One(
        $"""
        SELECT (SELECT count(*) FROM vectors v WHERE v.set_id = {SetOf}),
            (SELECT count(*) FROM failures f WHERE f.set_id = {SetOf})
        """,
        row => new SetCounts(row.GetInt64(0), row.GetInt64(1)),
        IdentityHash(set));

    public CatalogMark? LastMark() => session.Rows(
        "SELECT last_key, token FROM catalog_marks ORDER BY last_key DESC LIMIT 1",
        row => new CatalogMark(row.GetInt64(0), row.GetString(1))).FirstOrDefault();

    public bool Knows(CatalogMark mark) => session.One(
        "SELECT EXISTS (SELECT FROM catalog_marks WHERE last_key = $1 AND token = $2)",
        row => row.GetBoolean(0),
        mark.LastKey,
        mark.Token);

    public Material? Find(string id) => session.Rows(
        $"SELECT {PostgresRows.MaterialColumns} FROM materials m WHERE m.id = $1",
        rows.Material,
        id).FirstOrDefault();

    public IEnumerable<Material> Materials(Filter? filter = null)
    {
        PostgresFilter condition = PostgresFilter.Of(filter);
        return session.Stream(
            SmallPage,
            $"""
            SELECT {PostgresRows.MaterialColumns} FROM materials m
            WHERE {condition.Sql} ORDER BY m.id
            """,
            rows.Material,
            condition.Parameters);
    }

    public IReadOnlyList<CatalogDocument> Documents(string id) => session.Rows(
        $"""
        SELECT {PostgresRows.DocumentColumns} FROM documents d
        WHERE d.material_id = $1 ORDER BY d.kind
        """,
        rows.Document,
        id);

    public StoredVector? Vector(FingerprintSet set, string id) => session.Rows(
        $"""
        SELECT {PostgresRows.VectorColumns} FROM vectors v
        WHERE v.set_id = {SetOf} AND v.material_id = $2
        """,
        row => rows.Vector(set, row),
        IdentityHash(set),
        id).FirstOrDefault();

    public IEnumerable<StoredVector> Vectors(FingerprintSet set, long afterKey = 0) =>
        session.Stream(
            VectorPage(set),
            $"""
            SELECT {PostgresRows.VectorColumns} FROM vectors v
            WHERE v.set_id = {SetOf} AND v.key > $2 ORDER BY v.key
            """,
            row => rows.Vector(set, row),
            IdentityHash(set),
            afterKey);

    public IEnumerable<long> Keys(FingerprintSet set, Filter? filter = null)
    {
        if (filter == null)
        {
            return session.Stream(
                SmallPage,
                $"SELECT v.key FROM vectors v WHERE v.set_id = {SetOf} ORDER BY v.key",
                row => row.GetInt64(0),
                IdentityHash(set));
        }

        PostgresFilter condition = PostgresFilter.Of(filter);
        return session.Stream(
            SmallPage,
            $"""
            SELECT v.key FROM vectors v JOIN materials m ON m.id = v.material_id
            WHERE {condition.Sql} AND v.set_id =
                (SELECT set_id FROM fingerprint_sets WHERE identity_hash = ${condition.Next})
            ORDER BY v.key
            """,
            row => row.GetInt64(0),
            [.. condition.Parameters, IdentityHash(set)]);
    }

    public StoredFailure? Failure(FingerprintSet set, string id) => session.Rows(
        $"""
        SELECT {PostgresRows.FailureColumns} FROM failures f
        WHERE f.set_id = {SetOf} AND f.material_id = $2
        """,
        row => rows.Failure(set, row),
        IdentityHash(set),
        id).FirstOrDefault();

    public IEnumerable<StoredFailure> Failures(FingerprintSet set) => session.Stream(
        SmallPage,
        $"""
        SELECT {PostgresRows.FailureColumns} FROM failures f
        WHERE f.set_id = {SetOf} ORDER BY f.material_id
        """,
        row => rows.Failure(set, row),
        IdentityHash(set));

    internal static int VectorPage(FingerprintSet set) =>
        Math.Clamp(PageBytes / (set.Lanes * sizeof(float)), 1, SmallPage);
}
