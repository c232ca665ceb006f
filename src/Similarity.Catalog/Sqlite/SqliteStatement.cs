using System.Text;
using SQLitePCL;

namespace Similarity.Catalog.Sqlite;

/// <summary>
/// A prepared statement. Values are bound by position, from 1; columns are counted from 0.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement)
    : IDisposable
{
    public SqliteStatement Bind(int position, long? value)
    {
        database.Check(value is { } number
            ? raw.sqlite3_bind_int64(statement, position, number)
            : raw.sqlite3_bind_null(statement, position));
        return this;
    }

    public SqliteStatement Bind(int position, double? value)
    {
        database.Check(value is { } number
            ? raw.sqlite3_bind_double(statement, position, number)
            : raw.sqlite3_bind_null(statement, position));
        return this;
    }

    public SqliteStatement Bind(int position, string? value)
    {
        database.Check(value is not null
            ? raw.sqlite3_bind_text(statement, position, value)
            : raw.sqlite3_bind_null(statement, position));
        return this;
    }

    public SqliteStatement BindBytes(int position, ReadOnlySpan<byte> value)
    {
        // Without a byte there is no address, which SQLite would take for null.
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(statement, position, 0)
            : raw.sqlite3_bind_blob(statement, position, value));
        return this;
    }

    /// <summary>Text that is in UTF-8 already.</summary>
    public SqliteStatement BindText(int position, ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_text(statement, position, "")
            : raw.sqlite3_bind_text(statement, position, value));
        return this;
    }

    /// <summary>A text, a long or a double, for a parameter by its name.</summary>
    public void BindNamed(string name, object value)
    {
        int position = raw.sqlite3_bind_parameter_index(statement, name);
        _ = value switch
        {
            string text => Bind(position, text),
            long number => Bind(position, number),
            double number => Bind(position, number),
            _ => throw new ArgumentException($"{name} is a {value.GetType().Name}"),
        };
    }

    /// <summary>Whether there is a row, or another one.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end, and may be bound and run again.</summary>
    public void Run()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Reads the first row, if there is one, and may be bound and run again.</summary>
    public T? First<T>(Func<SqliteStatement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Reads all rows, and may be bound and run again.</summary>
    public List<T> All<T>(Func<SqliteStatement, T> read)
    {
        try
        {
            List<T> rows = [];
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    // The code of a reset repeats that of the last step, which was thrown there.
    public void Reset()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    public bool IsNull(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int? Int(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_int(statement, column);

    public double? Double(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_double(statement, column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A blob, or a text in UTF-8; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
