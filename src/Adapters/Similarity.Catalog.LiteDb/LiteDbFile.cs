using System.Collections.Concurrent;
using LiteDB;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// A file of LiteDB and the turns that processes take with it. What goes wrong with it, in whatever
/// way LiteDB stumbles, is a <see cref="CatalogException"/>.
/// </summary>
internal sealed class LiteDbFile(string path, bool isWriter) : IDisposable
{
    /// <summary>Where the first page of a file has the mark, behind what every page has.</summary>
    private const int MarkAt = 32;

    private static readonly ConcurrentBag<LiteDatabase> Stumbled = [];

    private readonly FileTurns turns = new(path);
    private LiteDatabase? database;
    private IDisposable? readTurn;
    private int readers;
    private long generation;

    private static ReadOnlySpan<byte> Mark => "** This is a LiteDB file **"u8;

    /// <summary>Rises when what was read before may no longer be there.</summary>
    public long Generation => generation;

    /// <summary>
    /// Makes an empty database with what an action puts in, at once: there is all of it or nothing.
    /// </summary>
    public static void Create(string path, Action<LiteDatabase> fill)
    {
        string unfinished = path + "-new";
        Guard<object?>(path, () =>
        {
            Remove(unfinished);
            using (LiteDatabase created = Open(unfinished, readOnly: false))
            {
                fill(created);
                created.Checkpoint();
            }

            Flush(unfinished);
            File.Move(unfinished, path, overwrite: true);
            return null;
        });
    }

    /// <summary>
    /// Throws for a file that does not begin like one of LiteDB, before LiteDB takes it for a new
    /// one or writes to it.
    /// </summary>
    public static void RequireHeader(string path)
    {
        byte[] head = new byte[MarkAt + Mark.Length];
        int length = Guard(path, () =>
        {
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        });
        if (length < head.Length || !head.AsSpan(MarkAt).SequenceEqual(Mark))
        {
            throw new CatalogException(
                CatalogFault.Invalid, path, "does not begin like a database of LiteDB 5");
        }
    }

    /// <summary>Reads, in a turn of its own or in the one that this store has.</summary>
    public T Read<T>(Func<LiteDatabase, T> read)
    {
        using IDisposable turn = BeginRead();
        try
        {
            return Guard(path, () => read(Current()));
        }
        catch (CatalogException e) when (e.InnerException is not null)
        {
            // What LiteDB leaves behind when it stumbles over a damaged file ends the process from
            // the thread of finalisers, unless it is never collected.
            if (database is not null && !isWriter)
            {
                Stumbled.Add(database);
                database = null;
            }

            throw;
        }
    }

    /// <summary>
    /// A turn to read, for as long as a stream takes; what is read is of its beginning.
    /// </summary>
    public IDisposable BeginRead()
    {
        if (!isWriter && readers == 0)
        {
            readTurn = Guard(path, turns.ToRead);
            if (turns.Generation != generation)
            {
                Close();
                generation = turns.Generation;
            }
        }

        readers++;
        return new Turn(this);
    }

    /// <summary>Makes a change as a whole or not at all, and brings it to the disk.</summary>
    public void Change(Action<LiteDatabase> change)
    {
        using IDisposable turn = Guard(path, turns.ToWrite);
        generation++;
        try
        {
            Guard<object?>(path, () =>
            {
                LiteDatabase current = Current();
                current.BeginTrans();
                change(current);
                current.Commit();
                current.Checkpoint();
                Flush(path);
                return null;
            });
        }
        catch
        {
            // An engine that stumbled may hold half a change; one that is opened anew does not.
            Abandon();
            throw;
        }
    }

    /// <summary>Another file in place of this one.</summary>
    public void Replace(Action<LiteDatabase, LiteDatabase> copy)
    {
        using IDisposable turn = Guard(path, turns.ToWrite);
        generation++;
        Guard<object?>(path, () =>
        {
            LiteDatabase old = Current();
            old.Checkpoint();
            Create(path, created => copy(old, created));
            return null;
        });
        Close();
    }

    /// <summary>
    /// Opens the file for the first time, and finishes what a process left undone.
    /// </summary>
    public void Recover()
    {
        using IDisposable turn = Guard(path, turns.ToWrite);
        Guard<object?>(path, () =>
        {
            Current().Checkpoint();
            Flush(path);
            return null;
        });
    }

    public void Dispose()
    {
        if (isWriter && database is not null)
        {
            using IDisposable turn = Guard(path, turns.ToWrite);
            Close();
        }
        else
        {
            Close();
        }

        readTurn?.Dispose();
    }

    private static LiteDatabase Open(string path, bool readOnly) => new(new ConnectionString
    {
        Filename = path,
        Connection = ConnectionType.Direct,
        Collation = Collation.Binary,
        ReadOnly = readOnly,
    });

    /// <summary>
    /// What an action returns that reads a file, or documents of one: a damaged file may hold
    /// values of any type where others are expected.
    /// </summary>
    public static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is not (CatalogException or OperationCanceledException))
        {
            // From a damaged file LiteDB reads lengths and places that it does not check: anything
            // may follow.
            CatalogFault fault = e switch
            {
                EndOfStreamException => CatalogFault.Invalid,
                IOException or UnauthorizedAccessException => CatalogFault.Unavailable,
                LiteException { ErrorCode: LiteException.LOCK_TIMEOUT } => CatalogFault.Busy,
                _ => CatalogFault.Invalid,
            };
            throw new CatalogException(
                fault, path, $"{e.Message} (LiteDB, {e.GetType().Name})", e);
        }
    }

    /// <summary>LiteDB leaves it to the operating system when its pages reach the disk.</summary>
    private static void Flush(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    private static void Remove(string path)
    {
        File.Delete(path);
        File.Delete(LogOf(path));
    }

    private static string LogOf(string path) => Path.Combine(
        Path.GetDirectoryName(path) ?? "",
        $"{Path.GetFileNameWithoutExtension(path)}-log{Path.GetExtension(path)}");

    private LiteDatabase Current() => database ??= Open(path, readOnly: !isWriter);

    private void Close()
    {
        database?.Dispose();
        database = null;
    }

    private void Abandon()
    {
        LiteDatabase? stumbled = database;
        database = null;
        try
        {
            stumbled?.Rollback();
            stumbled?.Dispose();
        }
        catch (Exception e) when (e is LiteException or IOException or ObjectDisposedException)
        {
            // The reason is being thrown already; what is on the disk is sound without this.
        }
    }

    private void EndRead()
    {
        if (--readers == 0)
        {
            readTurn?.Dispose();
            readTurn = null;
        }
    }

    private sealed class Turn(LiteDbFile file) : IDisposable
    {
        private bool isOver;

        public void Dispose()
        {
            if (!isOver)
            {
                isOver = true;
                file.EndRead();
            }
        }
    }
}
