using System.Buffers.Binary;
using System.Diagnostics;

namespace Similarity.Catalog.LiteDb;

/// <summary>
/// LiteDB does not tell processes apart that have the same file open, so they take turns: any
/// number of readers, or one who writes. A turn is a lock of the operating system on an empty file
/// beside the catalog, and vanishes with its process. Who wants to write closes a gate first, so
/// that a stream of readers does not keep it waiting.
/// </summary>
internal sealed class FileTurns(string location)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What locking a locked file ends with: EAGAIN of Linux and of macOS, the sharing and the lock
    // violation of Windows.
    private static readonly int[] Held =
        [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string gate = location + "-gate";
    private readonly string turn = location + "-turn";

    /// <summary>
    /// Counts the turns of writers, so that a reader knows whether its engine is still of the
    /// present.
    /// </summary>
    public long Generation { get; private set; }

    /// <summary>A turn to read, until it is disposed.</summary>
    public IDisposable ToRead()
    {
        using (Take(gate, FileAccess.Read, "another process is writing to it"))
        {
        }

        FileStream held = Take(turn, FileAccess.Read, "another process is writing to it");
        Generation = ReadGeneration(held);
        return held;
    }

    /// <summary>A turn to write, until it is disposed.</summary>
    public IDisposable ToWrite()
    {
        using FileStream closed = Take(gate, FileAccess.ReadWrite, "another process opens it");
        FileStream held = Take(
            turn, FileAccess.ReadWrite, "another process has been reading from it for long");
        try
        {
            Generation = ReadGeneration(held) + 1;
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, Generation);
            held.Position = 0;
            held.Write(bytes);
            held.Flush();
            return held;
        }
        catch
        {
            // A full disk must not keep the turn.
            held.Dispose();
            throw;
        }
    }

    private static long ReadGeneration(FileStream file)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        bytes.Clear();
        file.Position = 0;
        file.ReadAtLeast(bytes, sizeof(long), throwOnEndOfStream: false);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>Shared by readers, exclusive for who writes.</summary>
    private FileStream Take(string path, FileAccess access, string whatHolds)
    {
        FileShare share = access == FileAccess.Read ? FileShare.Read : FileShare.None;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(
                    path, FileMode.OpenOrCreate, access, share, bufferSize: 1);
            }
            catch (IOException e) when (Held.Contains(e.HResult))
            {
                if (waited.Elapsed > Patience)
                {
                    throw new CatalogException(CatalogFault.Busy, location, whatHolds, e);
                }

                Thread.Sleep(1);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CatalogException(
                    CatalogFault.Unavailable, location, $"cannot be locked: {e.Message}", e);
            }
        }
    }
}
