using System.Globalization;
using Similarity.Search;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// What pgvector can do for a catalog: a second copy of the vectors of numbers, in a type that the
/// server measures distances of, and graph (HNSW) indexes of it. Everything is derived from the
/// lanes.
/// </summary>
/// <param name="Iterates">
/// Whether the server goes on with a search whose first candidates a filter turned away (0.8).
/// </param>
internal sealed record VectorExtension(string Version, bool Iterates)
{
    /// <summary>The longest vector that pgvector keeps.</summary>
    public const int MaximumLanes = 16_000;

    /// <summary>The longest vector that an index takes in single precision.</summary>
    public const int MaximumSingleLanes = 2_000;

    /// <summary>The longest vector that an index takes in half precision.</summary>
    public const int MaximumIndexedLanes = 4_000;

    /// <summary>The largest number of half precision.</summary>
    private const float MaximumHalf = 65_504;

    /// <summary>
    /// The extension, with its column in the table of vectors; null where the server has none, or
    /// one before 0.7, which has no half precision.
    /// </summary>
    /// <param name="add">Whether to add what is missing, where that is allowed.</param>
    public static VectorExtension? Of(PostgresSession session, bool add)
    {
        string? version = InstalledVersion(session);
        if (version == null || !AtLeast(version, 0, 7))
        {
            return null;
        }

        bool column = session.One(
            """
            SELECT EXISTS (
                SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = $1 AND c.relname = 'vectors' AND a.attname = 'embedding'
                  AND NOT a.attisdropped)
            """,
            reader => reader.GetBoolean(0),
            session.Address.Schema);
        if (!column && add)
        {
            // Whether a set has vectors without a copy is asked at each search.
            session.Transaction(() => session.Execute(
                """
                ALTER TABLE vectors ADD COLUMN embedding vector;
                CREATE INDEX vectors_apart ON vectors (set_id) WHERE embedding IS NULL;
                """));
            column = true;
        }

        return column ? new VectorExtension(version, AtLeast(version, 0, 8)) : null;
    }

    /// <summary>Installs the extension in the database where the server offers it.</summary>
    public static void Install(PostgresSession session)
    {
        bool offered = session.One(
            """
            SELECT EXISTS (SELECT FROM pg_available_extensions
                           WHERE name = 'vector' AND installed_version IS NULL)
            """,
            reader => reader.GetBoolean(0));
        if (!offered)
        {
            return;
        }

        try
        {
            session.Execute("CREATE EXTENSION IF NOT EXISTS vector");
        }
        catch (CatalogException refused) when (refused.Fault == CatalogFault.Unavailable)
        {
            // Not for this user to install: the catalog keeps its vectors without, and
            // CanSearch says so.
        }
    }

    /// <summary>The schema of the extension, which its types are looked for in.</summary>
    public static string? Schema(PostgresSession session) => session.Rows(
        """
        SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname = 'vector'
        """,
        reader => reader.GetString(0)).FirstOrDefault();

    /// <summary>Whether the server keeps a copy of a vector.</summary>
    public static bool Takes(FingerprintSet set, ReadOnlySpan<float> lanes)
    {
        if (set.Encoding != VectorEncoding.Single || set.Lanes > MaximumLanes)
        {
            return false;
        }

        float most = set.Lanes > MaximumSingleLanes ? MaximumHalf : float.MaxValue;
        foreach (float lane in lanes)
        {
            if (!(Math.Abs(lane) <= most))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an index by a metric is possible.</summary>
    public static bool Indexes(FingerprintSet set, SearchMetric metric) =>
        set.Encoding == VectorEncoding.Single
        && set.Lanes <= MaximumIndexedLanes
        && metric is SearchMetric.Euclidean or SearchMetric.Cosine or SearchMetric.Dot;

    /// <summary>The index of a set by a metric.</summary>
    public static string IndexName(int setId, SearchMetric metric) => string.Create(
        CultureInfo.InvariantCulture, $"nearest_{setId}_{metric.ToString().ToLowerInvariant()}");

    /// <summary>The type that an index has the vectors of a set in.</summary>
    public static string IndexedType(FingerprintSet set) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(set.Lanes > MaximumSingleLanes ? "halfvec" : "vector")}({set.Lanes})");

    public static string IndexSql(int setId, FingerprintSet set, SearchMetric metric)
    {
        string type = IndexedType(set);
        string family = metric switch
        {
            SearchMetric.Euclidean => "l2",
            SearchMetric.Cosine => "cosine",
            _ => "ip",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE INDEX {IndexName(setId, metric)} ON vectors
            USING hnsw ((embedding::{type}) {type[..type.IndexOf('(')]}_{family}_ops)
            WHERE set_id = {setId}
            """);
    }

    /// <summary>
    /// The nearest of a set, nearest first. The query is the parameter after those of the filter.
    /// </summary>
    public static string NearestSql(
        int setId, FingerprintSet set, SearchMetric metric, int count, PostgresFilter? filter)
    {
        string type = IndexedType(set);
        string distance = metric switch
        {
            SearchMetric.Euclidean => "<->",
            SearchMetric.Cosine => "<=>",
            _ => "<#>",
        };
        string join = filter == null ? "" : " JOIN materials m ON m.id = v.material_id";
        string condition = filter == null ? "" : $" AND ({filter.Sql})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT v.material_id, v.lanes FROM vectors v{join}
            WHERE v.set_id = {setId}{condition}
            ORDER BY v.embedding::{type} {distance} ${filter?.Next ?? 1}::real[]::{type}
            LIMIT {count}
            """);
    }

    private static string? InstalledVersion(PostgresSession session) => session.Rows(
        "SELECT extversion FROM pg_extension WHERE extname = 'vector'",
        reader => reader.GetString(0)).FirstOrDefault();

    private static bool AtLeast(string version, int major, int minor)
    {
        string[] parts = version.Split('.', '-');
        return int.TryParse(parts[0], CultureInfo.InvariantCulture, out int first)
            && int.TryParse(
                parts.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out int second)
            && (first, second).CompareTo((major, minor)) >= 0;
    }
}
