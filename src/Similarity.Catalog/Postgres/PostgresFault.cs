using System.Net.Sockets;
using System.Text.Json;
using Npgsql;

namespace Similarity.Catalog.Postgres;

/// <summary>What an error of the server or of the way to it means for a catalog.</summary>
internal static class PostgresFault
{
    /// <summary>Whether an exception is one that <see cref="Of"/> explains.</summary>
    public static bool Explains(Exception exception) =>
        exception is NpgsqlException or IOException or SocketException or TimeoutException
            or JsonException or InvalidCastException or FormatException or OverflowException;

    public static CatalogException Of(PostgresAddress address, Exception cause) => cause switch
    {
        PostgresException error => OfServer(address, error),
        JsonException or InvalidCastException or FormatException or OverflowException =>
            new CatalogException(
                CatalogFault.Invalid, address.Location, $"damaged: {cause.Message}", cause),
        _ => new CatalogException(
            CatalogFault.Unavailable,
            address.Location,
            $"no connection to {address.Host} port {address.Port}: "
            + (cause.InnerException?.Message ?? cause.Message),
            cause),
    };

    private static CatalogException OfServer(PostgresAddress address, PostgresException error)
    {
        // The classes of https://www.postgresql.org/docs/current/errcodes-appendix.html.
        (CatalogFault fault, string problem) = error.SqlState switch
        {
            PostgresErrorCodes.InvalidCatalogName =>
                (CatalogFault.Absent, $"the server has no database {address.Database}"),
            PostgresErrorCodes.DuplicateTable =>
                (CatalogFault.Invalid,
                    $"schema {address.Schema} has tables that are not of this program"),
            PostgresErrorCodes.LockNotAvailable =>
                (CatalogFault.Busy, "another process holds a lock on its tables"),
            ['5', '3', ..] => (CatalogFault.Unavailable, "the server has no room"),
            ['2', '8', ..] => (CatalogFault.Unavailable, "the server does not let this user in"),
            ['5', '7', ..] or ['5', '8', ..] or ['0', '8', ..] =>
                (CatalogFault.Unavailable, "the server gave up"),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction =>
                (CatalogFault.Unavailable, "no right to do that"),
            _ => (CatalogFault.Invalid, "the server refused"),
        };
        return new CatalogException(
            fault, address.Location, $"{problem}: {error.MessageText} ({error.SqlState})", error);
    }
}
