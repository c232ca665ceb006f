using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Similarity.Search;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// Where a catalog in PostgreSQL is:
/// <c>postgres://user:password@host:port/database?schema=name&amp;option=value</c>, with each part
/// percent-encoded. What is left out comes from the environment, as every client of PostgreSQL
/// takes it: the password from PGPASSWORD or the password file.
/// </summary>
public sealed partial record PostgresAddress
{
    public const string DefaultSchema = "similarity";
    public const int DefaultPartitions = 8;
    public const int MaximumPartitions = 256;
    private const int DefaultPort = 5432;

    private PostgresAddress()
    {
    }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string Database { get; init; }

    /// <summary>The schema that the tables of the catalog are in; it has nothing else.</summary>
    public required string Schema { get; init; }

    /// <summary>
    /// Parts that the tables are split into when the catalog is made; a catalog keeps its number.
    /// </summary>
    public required int Partitions { get; init; }

    /// <summary>Metrics that indexes are built for when the catalog is compacted.</summary>
    public required ImmutableArray<SearchMetric> IndexMetrics { get; init; }

    /// <summary>The address without its password.</summary>
    public required string Location { get; init; }

    /// <summary>With the password, so never shown.</summary>
    internal string ConnectionString { get; private init; } = "";

    public static bool Recognises(string location) =>
        location.StartsWith("postgres://", StringComparison.Ordinal)
        || location.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <exception cref="CatalogLocationException">
    /// It is no such URL; the message says no password.
    /// </exception>
    public static PostgresAddress Parse(string location)
    {
        if (!Recognises(location) || !Uri.TryCreate(location, UriKind.Absolute, out Uri? url))
        {
            throw Refused(
                "not a URL of the form postgres://user:password@host:port/database?schema=name; "
                + "characters of a password that URLs give a meaning are written as %40 for @");
        }

        string[] user = url.UserInfo.Split(':', 2);
        string path = url.AbsolutePath.TrimStart('/');
        string database = Uri.UnescapeDataString(path);
        if (database.Length == 0 || path.Contains('/'))
        {
            throw Refused(
                "the URL names no database: postgres://user@host:port/database");
        }

        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host.Length == 0 ? "localhost" : url.Host.Trim('[', ']'),
            Port = url.Port < 0 ? DefaultPort : url.Port,
            Database = database,
            ApplicationName = "similarity",
            // The lock of the writer lives as long as the connection: none is kept in a pool.
            Pooling = false,
            Timeout = 15,
            // Building an index takes as long as it takes.
            CommandTimeout = 0,
            TcpKeepAlive = true,
        };
        if (user[0].Length > 0)
        {
            connection.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            connection.Password = Uri.UnescapeDataString(user[1]);
        }

        string schema = DefaultSchema;
        int partitions = DefaultPartitions;
        ImmutableArray<SearchMetric> metrics = [SearchMetric.Euclidean, SearchMetric.Cosine];
        foreach ((string name, string value) in Options(url.Query))
        {
            switch (name)
            {
                case "schema":
                    schema = SchemaName(value);
                    break;
                case "partitions":
                    partitions = Number(name, value, 1, MaximumPartitions);
                    break;
                case "index":
                    metrics = Metrics(value);
                    break;
                case "connect_timeout":
                    connection.Timeout = Number(name, value, 1, 1024);
                    break;
                case "sslmode":
                    connection.SslMode = Mode(value);
                    break;
                case "sslrootcert":
                    connection.RootCertificate = value;
                    break;
                case "host":
                    connection.Host = value;
                    break;
                default:
                    throw Refused(
                        $"unknown option '{name}' in the URL; expected schema, partitions, index, "
                        + "connect_timeout, sslmode, sslrootcert or host");
            }
        }

        return new PostgresAddress
        {
            Host = connection.Host,
            Port = connection.Port,
            Database = database,
            Schema = schema,
            Partitions = partitions,
            IndexMetrics = metrics,
            Location = Shown(connection, schema),
            ConnectionString = connection.ConnectionString,
        };
    }

    /// <summary>The location: a record prints its properties, and one of them is secret.</summary>
    public override string ToString() => Location;

    private static string Shown(NpgsqlConnectionStringBuilder connection, string schema)
    {
        string user = connection.Username is { Length: > 0 } name
            ? Uri.EscapeDataString(name) + "@" : "";
        string host = connection.Host!.Contains(':') ? $"[{connection.Host}]" : connection.Host;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"postgres://{user}{host}:{connection.Port}/"
            + $"{Uri.EscapeDataString(connection.Database!)}?schema={schema}");
    }

    private static IEnumerable<(string Name, string Value)> Options(string query)
    {
        foreach (string pair in query.TrimStart('?').Split(
            '&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            yield return (
                Uri.UnescapeDataString(parts[0]),
                parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }
    }

    private static string SchemaName(string value) => SchemaPattern().IsMatch(value)
        && !value.StartsWith("pg_", StringComparison.Ordinal)
        && value != "information_schema"
        ? value
        : throw Refused(
            $"schema '{value}' in the URL; expected a small letter or _, then up to 62 small "
            + "letters, digits or _, and no name of the server's own (pg_)");

    private static int Number(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= least && number <= most
            ? number
            : throw Refused(
                $"{name} '{value}' in the URL; expected a number from {least} to {most}");

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Refused(
            $"sslmode '{value}' in the URL; expected disable, allow, prefer, require, verify-ca or "
            + "verify-full"),
    };

    private static ImmutableArray<SearchMetric> Metrics(string value) =>
        value == "none" ? [] : [.. value.Split(',').Select(name => name switch
        {
            "euclidean" => SearchMetric.Euclidean,
            "cosine" => SearchMetric.Cosine,
            "dot" => SearchMetric.Dot,
            _ => throw Refused(
                $"index '{name}' in the URL; expected euclidean, cosine and dot with commas "
                + "between, or none"),
        })];

    private static CatalogLocationException Refused(string problem) =>
        new($"postgres://…: {problem}", isKnown: false);

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaPattern();
}
