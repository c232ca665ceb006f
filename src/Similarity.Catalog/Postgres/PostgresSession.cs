using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Similarity.Catalog.Postgres;

/// <summary>
/// A connection to the server, used for one thing at a time. Whatever goes wrong on it is told as a
/// <see cref="CatalogException"/>.
/// </summary>
internal sealed class PostgresSession : IDisposable
{
    private static long Cursors;
    private readonly NpgsqlConnection connection;
    private bool locked;

    public PostgresSession(PostgresAddress address)
    {
        Address = address;
        connection = new NpgsqlConnection(address.ConnectionString);
        try
        {
            connection.Open();
        }
        catch (Exception exception) when (PostgresFault.Explains(exception))
        {
            connection.Dispose();
            throw PostgresFault.Of(address, exception);
        }
    }

    public PostgresAddress Address { get; }

    /// <summary>The number that stands for the schema among the advisory locks.</summary>
    private long LockKey => BinaryPrimitives.ReadInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes("similarity catalog " + Address.Schema)));

    /// <summary>Makes this session the one that writes, until it ends.</summary>
    /// <exception cref="CatalogException">Another one is.</exception>
    public void TakeLock()
    {
        locked = One("SELECT pg_try_advisory_lock($1)", reader => reader.GetBoolean(0), LockKey);
        if (locked)
        {
            return;
        }

        // An advisory lock by one number shows its halves as class and object, and 1 beside them.
        string holder = Rows(
            """
            SELECT l.pid, a.application_name, host(a.client_addr)
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND (l.classid::bigint << 32 | l.objid::bigint) = $1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            reader => string.Create(
                CultureInfo.InvariantCulture,
                $" (server process {reader.GetInt32(0)}"
                + $"{(reader.IsDBNull(1) ? "" : $" of '{reader.GetString(1)}'")}"
                + $"{(reader.IsDBNull(2) ? "" : $" at {reader.GetString(2)}")})"),
            LockKey).FirstOrDefault("");
        throw new CatalogException(
            CatalogFault.Busy,
            Address.Location,
            $"another process is writing to it{holder}; one may write at a time");
    }

    /// <summary>Executes a command; the number of rows that it changed.</summary>
    public int Execute(string sql, params object?[] parameters) => Guarded(() =>
    {
        using NpgsqlCommand command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    });

    /// <summary>Executes a batch of commands in the order given.</summary>
    public void Execute(IReadOnlyCollection<(string Sql, object?[] Parameters)> commands)
    {
        if (commands.Count == 0)
        {
            return;
        }

        Guarded(() =>
        {
            using var batch = new NpgsqlBatch(connection);
            foreach ((string sql, object?[] parameters) in commands)
            {
                var command = new NpgsqlBatchCommand(sql);
                Bind(command.Parameters, parameters);
                batch.BatchCommands.Add(command);
            }

            return batch.ExecuteNonQuery();
        });
    }

    /// <summary>The only row of a query.</summary>
    public T One<T>(string sql, Func<NpgsqlDataReader, T> row, params object?[] parameters) =>
        Rows(sql, row, parameters).Single();

    /// <summary>All rows of a query, of which there are few.</summary>
    public List<T> Rows<T>(
        string sql, Func<NpgsqlDataReader, T> row, params object?[] parameters) =>
        Rows(sql, row, CancellationToken.None, parameters);

    /// <inheritdoc cref="Rows{T}(string, Func{NpgsqlDataReader, T}, object[])"/>
    public List<T> Rows<T>(
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancellation,
        params object?[] parameters) => Guarded(() =>
    {
        using NpgsqlCommand command = Command(sql, parameters);
        using CancellationTokenRegistration registration = cancellation.Register(command.Cancel);
        try
        {
            using NpgsqlDataReader reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }
        catch (PostgresException error) when (
            error.SqlState == PostgresErrorCodes.QueryCanceled
            && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellation);
        }
    });

    /// <summary>
    /// The rows of a query of which there may be more than memory holds, as they were when the
    /// first was asked for.
    /// </summary>
    /// <remarks>
    /// The server keeps the result aside for the cursor, in temporary files where it is large. So
    /// no transaction stays open between pages: whoever reads may write meanwhile, and never holds
    /// up the cleaning of dead rows.
    /// </remarks>
    public IEnumerable<T> Stream<T>(
        int pageSize, string sql, Func<NpgsqlDataReader, T> row, params object?[] parameters)
    {
        string cursor = string.Create(
            CultureInfo.InvariantCulture,
            $"similarity_{Environment.ProcessId}_{Interlocked.Increment(ref Cursors)}");
        string fetch = string.Create(
            CultureInfo.InvariantCulture, $"FETCH FORWARD {pageSize} FROM {cursor}");
        Execute($"DECLARE {cursor} NO SCROLL CURSOR WITH HOLD FOR {sql}", parameters);
        try
        {
            List<T> page;
            do
            {
                page = Rows(fetch, row);
                foreach (T item in page)
                {
                    yield return item;
                }
            }
            while (page.Count == pageSize);
        }
        finally
        {
            EndQuietly($"CLOSE {cursor}");
        }
    }

    /// <summary>Does all of some work or none of it.</summary>
    public T Transaction<T>(Func<T> work)
    {
        NpgsqlTransaction transaction = Guarded(() => connection.BeginTransaction());
        try
        {
            T result = work();
            Guarded(() =>
            {
                transaction.Commit();
                return true;
            });
            return result;
        }
        finally
        {
            // Rolls back what was not committed; a broken connection has done so already.
            transaction.Dispose();
        }
    }

    public void Dispose()
    {
        // The lock goes with the session. Servers that hand the session on to the next client keep
        // it, unless it is given back.
        if (locked)
        {
            EndQuietly("SELECT pg_advisory_unlock($1)", LockKey);
        }

        connection.Dispose();
    }

    /// <summary>Gives back what ends with the session anyway.</summary>
    private void EndQuietly(string sql, params object?[] parameters)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            Execute(sql, parameters);
        }
        catch (CatalogException lost) when (lost.Fault == CatalogFault.Unavailable)
        {
            // The connection broke, and with it went what was to be given back. Whoever meets the
            // break while working is told; here it would hide what went wrong before.
        }
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        Bind(command.Parameters, parameters);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection bound, object?[] parameters)
    {
        foreach (object? value in parameters)
        {
            bound.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (PostgresFault.Explains(exception))
        {
            throw PostgresFault.Of(Address, exception);
        }
    }
}
