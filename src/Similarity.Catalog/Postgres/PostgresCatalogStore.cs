using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// A catalog in a schema of a PostgreSQL database. One session writes, which an advisory lock of
/// the database sees to; the lock ends with the connection. Where the server has pgvector and an
/// index was built, it finds the nearest vectors itself.
/// </summary>
public sealed partial class PostgresCatalogStore : ICatalogStore
{
    private readonly PostgresAddress address;
    private readonly CatalogAccess access;
    private readonly PostgresSession session;
    private readonly VectorExtension? extension;
    private readonly PostgresRows rows;

    private PostgresCatalogStore(
        PostgresAddress address,
        CatalogAccess access,
        PostgresSession session,
        VectorExtension? extension)
    {
        this.address = address;
        this.access = access;
        this.session = session;
        this.extension = extension;
        rows = new PostgresRows(address.Location);
    }

    public string Engine => "postgres";

    public string Location => address.Location;

    public string CatalogId => field ??= session.One(
        "SELECT id FROM catalog_identity", reader => reader.GetString(0));

    /// <summary>Whether the server measures distances: it has pgvector.</summary>
    public bool CanSearch => extension != null;

    /// <param name="location">A URL: <see cref="PostgresAddress"/>.</param>
    /// <exception cref="CatalogException"/>
    /// <exception cref="CatalogLocationException">The location is no such URL.</exception>
    public static PostgresCatalogStore Open(string location, CatalogAccess access) =>
        Open(PostgresAddress.Parse(location), access, PostgresSchema.Steps);

    internal static PostgresCatalogStore Open(
        PostgresAddress address,
        CatalogAccess access,
        ImmutableArray<Func<PostgresAddress, string>> steps)
    {
        bool writes = access != CatalogAccess.Read;
        var session = new PostgresSession(address);
        try
        {
            if (access == CatalogAccess.Create)
            {
                VectorExtension.Install(session);
            }

            session.Execute(
                """
                SELECT set_config('search_path',
                    quote_ident($1) || coalesce(', ' || quote_ident($2), ''), false)
                """,
                address.Schema,
                VectorExtension.Schema(session));
            if (writes)
            {
                session.TakeLock();
            }

            PostgresSchema.Open(session, access, steps, ProgramVersion);
            return new PostgresCatalogStore(
                address, access, session, VectorExtension.Of(session, add: writes));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public CatalogCounts Count() => session.One(
        """
        SELECT (SELECT count(*) FROM materials), (SELECT count(*) FROM documents),
            (SELECT count(*) FROM vectors), (SELECT count(*) FROM failures),
            (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = $1 AND c.relkind IN ('r', 'S'))
        """,
        row => new CatalogCounts(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
            row.GetInt64(4)),
        address.Schema);

    public void Dispose() => session.Dispose();

    private static string ProgramVersion { get; } =
        typeof(PostgresCatalogStore).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    internal static byte[] IdentityHash(FingerprintSet set) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(set.Identity));

    private void RequireWriter()
    {
        if (access == CatalogAccess.Read)
        {
            throw new InvalidOperationException($"{Location} was opened for reading");
        }
    }
}
