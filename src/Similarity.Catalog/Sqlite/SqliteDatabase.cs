using SQLitePCL;

namespace Similarity.Catalog.Sqlite;

/// <summary>
/// A connection to an SQLite file that may be hostile: nothing stored in it is executed, and what
/// goes wrong with it is a <see cref="CatalogException"/>. Statements are prepared once.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Readers wait only for the moments in which a log is reset; a writer that is no program of
    // ours, and so holds no writer lock, is waited for as long.
    private const int PatienceInMilliseconds = 5000;

    // SQLITE_READONLY_ROLLBACK: what a process left half done only one that writes can undo.
    private const int UndoneJournal = 8 | (3 << 8);

    // SQLITE_IOERR_SHORT_READ: the file ends before what it says it holds; a failing disk has
    // other codes.
    private const int EndsTooEarly = 10 | (2 << 8);

    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private readonly sqlite3 handle;
    private readonly string location;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle, string location)
    {
        this.handle = handle;
        this.location = location;
    }

    /// <summary>Opens a file by its full path; an absent one is made only where asked.</summary>
    public static SqliteDatabase Open(string path, bool writable, bool create = false)
    {
        int flags = raw.SQLITE_OPEN_NOMUTEX | (writable
            ? raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0)
            : raw.SQLITE_OPEN_READONLY);
        int code = raw.sqlite3_open_v2(path, out sqlite3 handle, flags, null);
        var database = new SqliteDatabase(handle, path);
        try
        {
            database.Check(code);
            database.Harden();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public static SqliteDatabase InMemory() =>
        Open(":memory:", writable: true, create: true);

    /// <summary>A statement of the given text, the same object whenever it is asked for.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = Prepare(sql);
            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A statement of its own, for the caller to dispose.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(
            handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Runs several statements without parameters.</summary>
    public void Execute(string script) => Check(raw.sqlite3_exec(handle, script));

    public long Number(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>All that an action writes, or nothing.</summary>
    public void Transact(Action action)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            Execute("COMMIT");
        }
        catch
        {
            // Some faults (a full disk) have SQLite roll back by itself.
            if (raw.sqlite3_get_autocommit(handle) == 0)
            {
                foreach (SqliteStatement statement in statements.Values)
                {
                    statement.Reset();
                }

                Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Throws what the result code of a call says, if it says anything.</summary>
    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Fault(code);
        }
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in statements.Values)
        {
            statement.Dispose();
        }

        statements.Clear();
        handle.Dispose();
    }

    private CatalogException Fault(int code)
    {
        string message = handle.IsInvalid
            ? raw.sqlite3_errstr(code).utf8_to_string()
            : raw.sqlite3_errmsg(handle).utf8_to_string();
        int extended = handle.IsInvalid ? code : raw.sqlite3_extended_errcode(handle);
        if (extended == UndoneJournal)
        {
            // Catalogs have a journal of this kind only until they are made; later they have a log.
            return new CatalogException(
                CatalogFault.Absent,
                location,
                "its making was cut off; nothing was written to it yet");
        }

        CatalogFault fault = (code & 0xFF) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => CatalogFault.Busy,
            raw.SQLITE_IOERR when extended == EndsTooEarly => CatalogFault.Invalid,
            raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
                or raw.SQLITE_PERM or raw.SQLITE_NOMEM or raw.SQLITE_TOOBIG
                or raw.SQLITE_INTERRUPT or raw.SQLITE_NOLFS => CatalogFault.Unavailable,
            _ => CatalogFault.Invalid,
        };
        return new CatalogException(fault, location, $"{message} (SQLite {extended})");
    }

    private void Harden()
    {
        Check(raw.sqlite3_busy_timeout(handle, PatienceInMilliseconds));
        Configure(raw.SQLITE_DBCONFIG_DEFENSIVE, 1);
        Configure(raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
        Configure(raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
        Configure(raw.SQLITE_DBCONFIG_ENABLE_VIEW, 0);
        Configure(raw.SQLITE_DBCONFIG_ENABLE_FKEY, 1);
        Configure(raw.SQLITE_DBCONFIG_DQS_DML, 0);
        Configure(raw.SQLITE_DBCONFIG_DQS_DDL, 0);

        // A file may promise rows of any length; memory is not taken on its word. Mapped memory
        // would turn a file cut short under a reader into a signal.
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, 512 << 20);
        Execute(
            "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=FILE;"
            + "PRAGMA cache_size=-65536");
    }

    private void Configure(int option, int value) =>
        Check(raw.sqlite3_db_config(handle, option, value, out _));
}
