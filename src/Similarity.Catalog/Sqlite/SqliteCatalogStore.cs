using System.Globalization;
using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog.Sqlite;

/// <summary>
/// A catalog in one SQLite file. A batch is one transaction, on the disk when it returns. What is
/// read as a stream is read through a connection of its own, so that it is of the moment at which
/// it began, whatever this store or another process writes meanwhile.
/// </summary>
public sealed partial class SqliteCatalogStore : ICatalogStore
{
    private const int SmallestPage = 512;
    private const string SetOf = "(SELECT id FROM sets WHERE identity = ?1)";

    private readonly Stack<SqliteDatabase> idle = new();
    private readonly SqliteDatabase database;
    private readonly SqliteRows rows;
    private readonly WriterLock? writerLock;
    private bool isDisposed;

    private SqliteCatalogStore(string path, SqliteDatabase database, WriterLock? writerLock)
    {
        Location = path;
        this.database = database;
        this.writerLock = writerLock;
        rows = new SqliteRows(path);
    }

    public string Engine => "sqlite";

    public string Location { get; }

    public string CatalogId => field ??= database
        .Statement("SELECT id FROM catalog")
        .First(row => row.Text(0))
        ?? throw new CatalogException(
            CatalogFault.Invalid, Location, "does not say which database it is");

    /// <summary>A reader may have an older catalog open, or one that becomes newer.</summary>
    private bool HasMarks => database.Statement("PRAGMA user_version")
        .First(row => row.Long(0)) >= SqliteSchema.VersionOfMarks;

    /// <param name="location">A path; a relative one from the current folder.</param>
    /// <exception cref="CatalogException"/>
    public static SqliteCatalogStore Open(string location, CatalogAccess access)
    {
        string path = CatalogFile.FullPath(location, access);
        if (new FileInfo(path) is { Exists: true, Length: > 0 and < SmallestPage })
        {
            // SQLite would take it for a database that nothing was written to yet.
            throw new CatalogException(CatalogFault.Invalid, path, "is no database of SQLite");
        }

        WriterLock? writerLock = access == CatalogAccess.Read ? null : WriterLock.Take(path);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(
                path, access != CatalogAccess.Read, access == CatalogAccess.Create);
            Prepare(database, path, access);
            return new SqliteCatalogStore(path, database, writerLock);
        }
        catch
        {
            database?.Dispose();
            writerLock?.Dispose();
            throw;
        }
    }

    public CatalogCounts Count()
    {
        long bytes = new FileInfo(Location).Length;
        var log = new FileInfo(Location + "-wal");
        return database.Statement(
            "SELECT (SELECT count(*) FROM materials), (SELECT count(*) FROM documents), "
            + "(SELECT count(*) FROM vectors), (SELECT count(*) FROM failures)")
            .First(row => new CatalogCounts(
                row.Long(0), row.Long(1), row.Long(2), row.Long(3),
                bytes + (log.Exists ? log.Length : 0)))!;
    }

    public SetCounts Count(FingerprintSet set) => database
        .Statement(
            $"SELECT (SELECT count(*) FROM vectors INDEXED BY vectors_by_key "
            + $"WHERE set_id = {SetOf}), (SELECT count(*) FROM failures WHERE set_id = {SetOf})")
        .Bind(1, set.Identity)
        .First(row => new SetCounts(row.Long(0), row.Long(1)))!;

    public CatalogMark? LastMark() => HasMarks
        ? database
            .Statement("SELECT last_key, token FROM marks ORDER BY last_key DESC LIMIT 1")
            .First(row => new CatalogMark(row.Long(0), row.Text(1)))
        : null;

    public bool Knows(CatalogMark mark) => HasMarks && database
        .Statement("SELECT 1 FROM marks WHERE last_key = ?1 AND token = ?2")
        .Bind(1, mark.LastKey)
        .Bind(2, mark.Token)
        .First(row => true);

    public IReadOnlyList<FingerprintSet> Sets() => database.Statement(
        $"""
        SELECT {SqliteRows.SetColumns} FROM sets
        WHERE EXISTS(SELECT 1 FROM vectors WHERE set_id = sets.id)
          OR EXISTS(SELECT 1 FROM failures WHERE set_id = sets.id)
        ORDER BY identity
        """).All(rows.Set);

    public Material? Find(string id) => database
        .Statement($"SELECT {SqliteRows.MaterialColumns} FROM materials m WHERE m.id = ?1")
        .Bind(1, id)
        .First(rows.Material);

    public IEnumerable<Material> Materials(Filter? filter = null)
    {
        SqlFilter? sql = Sql(filter);
        return Stream(
            $"SELECT {SqliteRows.MaterialColumns} FROM materials m {Where("WHERE", sql)} "
            + "ORDER BY m.id",
            statement => Bind(statement, sql),
            rows.Material);
    }

    public IReadOnlyList<CatalogDocument> Documents(string id) => database
        .Statement("SELECT kind, content, hash FROM documents WHERE material = ?1 ORDER BY kind")
        .Bind(1, id)
        .All(row => rows.Document(id, row));

    public StoredVector? Vector(FingerprintSet set, string id) => database
        .Statement(
            $"SELECT {SqliteRows.VectorColumns} FROM vectors WHERE set_id = {SetOf} "
            + "AND material = ?2")
        .Bind(1, set.Identity)
        .Bind(2, id)
        .First(row => rows.Vector(set, row));

    public IEnumerable<StoredVector> Vectors(FingerprintSet set, long afterKey = 0) => Stream(
        $"SELECT {SqliteRows.VectorColumns} FROM vectors WHERE set_id = {SetOf} AND key > ?2 "
        + "ORDER BY key",
        statement => statement.Bind(1, set.Identity).Bind(2, afterKey),
        row => rows.Vector(set, row));

    public IEnumerable<long> Keys(FingerprintSet set, Filter? filter = null)
    {
        SqlFilter? sql = Sql(filter);

        // With the plus, keys are sorted after they were found: an index that has them in order
        // does not have the materials, and every vector would be read for its own.
        return Stream(
            sql is null
                ? "SELECT key FROM vectors INDEXED BY vectors_by_key "
                    + $"WHERE set_id = {SetOf} ORDER BY key"
                : "SELECT v.key FROM materials m JOIN vectors v ON v.material = m.id "
                    + $"WHERE v.set_id = {SetOf} {Where("AND", sql)} ORDER BY +v.key",
            statement => Bind(statement.Bind(1, set.Identity), sql),
            row => row.Long(0));
    }

    public StoredFailure? Failure(FingerprintSet set, string id) => database
        .Statement(
            $"SELECT {SqliteRows.FailureColumns} FROM failures WHERE set_id = {SetOf} "
            + "AND material = ?2")
        .Bind(1, set.Identity)
        .Bind(2, id)
        .First(row => rows.Failure(set, row));

    public IEnumerable<StoredFailure> Failures(FingerprintSet set) => Stream(
        $"SELECT {SqliteRows.FailureColumns} FROM failures WHERE set_id = {SetOf} "
        + "ORDER BY material",
        statement => statement.Bind(1, set.Identity),
        row => rows.Failure(set, row));

    /// <summary>SQLite does not search vectors.</summary>
    public IReadOnlyList<(string Id, double Value)>? Nearest(
        FingerprintSet set, SearchMetric metric, ReadOnlyMemory<float> query, int count,
        Filter? filter) => null;

    /// <summary>Makes the disk full, as far as this store sees it.</summary>
    internal void Limit(int pages) =>
        database.Execute(FormattableString.Invariant($"PRAGMA max_page_count={pages}"));

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryPop(out SqliteDatabase? connection))
        {
            connection.Dispose();
        }

        // The lock goes last: until then the connection may still move its log into the file.
        database.Dispose();
        writerLock?.Dispose();
    }

    private static void Prepare(SqliteDatabase database, string path, CatalogAccess access)
    {
        if (SqliteSchema.IsBlank(database))
        {
            if (access != CatalogAccess.Create)
            {
                throw new CatalogException(
                    CatalogFault.Absent, path, "is empty; nothing was ever written to it");
            }

            // Three to seven vectors of usual length to a page, where 4096 bytes hold one.
            database.Execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL");
            database.Execute("PRAGMA synchronous=FULL");
            SqliteSchema.Create(database, SqliteSchema.Version);
        }

        SqliteSchema.Check(database, path);
        if (access == CatalogAccess.Read)
        {
            database.Execute("PRAGMA query_only=ON");
            return;
        }

        database.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        SqliteSchema.Migrate(database);
    }

    private static SqlFilter? Sql(Filter? filter) =>
        filter is null ? null : SqlFilter.Of(filter, SqlDialect.Sqlite);

    private static string Where(string word, SqlFilter? filter) =>
        filter is null ? "" : $"{word} ({filter.Sql})";

    private static void Bind(SqliteStatement statement, SqlFilter? filter)
    {
        for (int i = 0; i < filter?.Parameters.Length; i++)
        {
            statement.BindNamed(
                string.Create(CultureInfo.InvariantCulture, $"@p{i}"), filter.Parameters[i]);
        }
    }

    private IEnumerable<T> Stream<T>(
        string sql, Action<SqliteStatement> bind, Func<SqliteStatement, T> read)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        SqliteDatabase connection = Rent();
        SqliteStatement? statement = null;
        try
        {
            statement = connection.Prepare(sql);
            bind(statement);
            while (statement.Step())
            {
                yield return read(statement);
            }
        }
        finally
        {
            statement?.Dispose();
            Return(connection);
        }
    }

    private SqliteDatabase Rent() => idle.TryPop(out SqliteDatabase? connection)
        ? connection
        : SqliteDatabase.Open(Location, writable: false);

    private void Return(SqliteDatabase connection)
    {
        if (isDisposed)
        {
            connection.Dispose();
        }
        else
        {
            idle.Push(connection);
        }
    }
}
