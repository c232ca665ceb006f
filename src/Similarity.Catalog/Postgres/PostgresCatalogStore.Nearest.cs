using System.Globalization;
using System.Text;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Records;
using Similarity.Search;

namespace Similarity.Catalog.Postgres;

public sealed partial class PostgresCatalogStore
{
    /// <summary>The most candidates that pgvector keeps while it walks a graph.</summary>
    private const int MaximumEffort = 1_000;

    /// <summary>
    /// The nearest vectors by the graph that <see cref="BuildIndex"/> built: most of the true ones,
    /// not surely all. Null without such a graph, where a vector of the set or the query has no
    /// copy in pgvector's type, and for the query 0 by <see cref="SearchMetric.Cosine"/>.
    /// </summary>
    /// <remarks>
    /// The server ranks in single or half precision, so more are asked for than are wanted, and
    /// ranked again in double precision. A filter may leave the graph with fewer than are wanted;
    /// then all that pass it are measured.
    /// </remarks>
    public IReadOnlyList<(string Id, double Value)>? Nearest(
        FingerprintSet set, SearchMetric metric, ReadOnlyMemory<float> query, int count,
        Filter? filter)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (query.Length != set.Lanes)
        {
            throw new ArgumentException(
                $"a query of {query.Length} lanes in a set of {set.Lanes}");
        }

        if (extension == null
            || !VectorExtension.Indexes(set, metric)
            || !VectorExtension.Takes(set, query.Span)
            || (metric == SearchMetric.Cosine && !query.Span.ContainsAnyExcept(0f)))
        {
            return null;
        }

        PostgresFilter? condition = filter == null ? null : PostgresFilter.Of(filter);
        int candidates = (int)Math.Min(4L * count + 16, int.MaxValue);
        return session.Transaction(() =>
        {
            if (NumberOf(set) is not int setId || !HasIndex(setId, metric)
                || !HasAllCopies(setId))
            {
                return null;
            }

            string sql = VectorExtension.NearestSql(setId, set, metric, candidates, condition);
            object?[] parameters = [.. condition?.Parameters ?? [], query.ToArray()];
            UseGraph(candidates, isAlone: condition == null);
            List<StoredLanes> found = session.Rows(sql, row => ToLanes(set, row), parameters);
            if (found.Count < count)
            {
                session.Execute("SET LOCAL enable_indexscan = off");
                found = session.Rows(sql, row => ToLanes(set, row), parameters);
            }

            return Ranked(set, metric, query.Span, found, count);
        });
    }

    /// <summary>
    /// Builds the graph that <see cref="Nearest"/> walks, where there is none yet. Building after
    /// a large import is faster than writing with the graph in place.
    /// </summary>
    /// <returns>
    /// Whether there is one now. There is none without pgvector, for bits, for other metrics, for
    /// more than 4,000 lanes, and where a vector of the set has a number that pgvector cannot keep.
    /// </returns>
    public bool BuildIndex(FingerprintSet set, SearchMetric metric)
    {
        RequireWriter();
        if (extension == null || !VectorExtension.Indexes(set, metric)
            || NumberOf(set) is not int setId)
        {
            return false;
        }

        CopyToExtension(set, setId);
        if (!HasAllCopies(setId))
        {
            return false;
        }

        if (!HasIndex(setId, metric))
        {
            session.Execute($"DROP INDEX IF EXISTS {VectorExtension.IndexName(setId, metric)}");
            session.Execute(VectorExtension.IndexSql(setId, set, metric));
        }

        return true;
    }

    /// <summary>Drops a graph, before a large import for example.</summary>
    public void DropIndex(FingerprintSet set, SearchMetric metric)
    {
        RequireWriter();
        if (NumberOf(set) is int setId)
        {
            session.Execute($"DROP INDEX IF EXISTS {VectorExtension.IndexName(setId, metric)}");
        }
    }

    /// <summary>The number of a set; null where the catalog does not have it.</summary>
    private int? NumberOf(FingerprintSet set)
    {
        List<int> numbers = session.Rows(
            "SELECT set_id FROM fingerprint_sets WHERE identity_hash = $1",
            row => row.GetInt32(0),
            IdentityHash(set));
        return numbers.Count == 0 ? null : numbers[0];
    }

    private bool HasIndex(int setId, SearchMetric metric) => session.One(
        """
        SELECT EXISTS (
            SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_index i ON i.indexrelid = c.oid
            WHERE n.nspname = $1 AND c.relname = $2 AND i.indisvalid)
        """,
        row => row.GetBoolean(0),
        address.Schema,
        VectorExtension.IndexName(setId, metric));

    /// <summary>Whether all vectors of a set have copies in pgvector's type.</summary>
    private bool HasAllCopies(int setId) => session.One(
        "SELECT NOT EXISTS (SELECT FROM vectors WHERE set_id = $1 AND embedding IS NULL)",
        row => row.GetBoolean(0),
        setId);

    /// <summary>How the search of this transaction goes.</summary>
    private void UseGraph(int candidates, bool isAlone)
    {
        int effort = Math.Clamp(candidates, 100, MaximumEffort);
        session.Execute(string.Create(
            CultureInfo.InvariantCulture, $"SET LOCAL hnsw.ef_search = {effort}"));
        if (extension!.Iterates)
        {
            session.Execute("SET LOCAL hnsw.iterative_scan = strict_order");
        }

        if (isAlone)
        {
            // Sorting all vectors would be the only other way; estimates must not choose it.
            session.Execute("SET LOCAL enable_sort = off");
        }
    }

    private static List<(string Id, double Value)> Ranked(
        FingerprintSet set,
        SearchMetric metric,
        ReadOnlySpan<float> query,
        List<StoredLanes> found,
        int count)
    {
        VectorSpace space = set.Space;
        var ranked = new List<(string Id, double Value, double Order, byte[] IdBytes)>();
        foreach (StoredLanes vector in found)
        {
            double value = MetricValue.Of(metric, space, query, vector.Lanes);
            ranked.Add((
                vector.Id,
                value,
                MetricValue.LargerIsNearer(metric) ? -value : value,
                Encoding.UTF8.GetBytes(vector.Id)));
        }

        ranked.Sort((a, b) => a.Order != b.Order
            ? a.Order.CompareTo(b.Order)
            : a.IdBytes.AsSpan().SequenceCompareTo(b.IdBytes));
        return [.. ranked.Take(count).Select(one => (one.Id, one.Value))];
    }

    /// <summary>
    /// Copies the vectors of a set that have no copy yet: those written before the server had
    /// pgvector.
    /// </summary>
    private void CopyToExtension(FingerprintSet set, int setId)
    {
        long last = 0;
        List<(long Key, StoredLanes Vector)> page;
        do
        {
            page = session.Rows(
                """
                SELECT v.material_id, v.lanes, v.key FROM vectors v
                WHERE v.set_id = $1 AND v.embedding IS NULL AND v.key > $2
                ORDER BY v.key LIMIT $3
                """,
                row => (row.GetInt64(2), ToLanes(set, row)),
                setId,
                last,
                VectorPage(set));
            session.Transaction(() =>
            {
                session.Execute(
                [
                    .. page.Where(one => VectorExtension.Takes(set, one.Vector.Lanes)).Select(
                        one => (
                            """
                            UPDATE vectors SET embedding = $3::real[]::vector
                            WHERE material_id = $1 AND set_id = $2
                            """,
                            new object?[] { one.Vector.Id, setId, one.Vector.Lanes })),
                ]);
                return true;
            });
            last = page.Count > 0 ? page[^1].Key : last;
        }
        while (page.Count > 0);
    }

    private static StoredLanes ToLanes(FingerprintSet set, Npgsql.NpgsqlDataReader row) => new(
        row.GetString(0), LaneBytes.Read(row.GetFieldValue<byte[]>(1), set.Space));

    private sealed record StoredLanes(string Id, float[] Lanes);
}
