namespace Similarity.Catalog;

/// <summary>
/// The right to write to a catalog in a file, held by one store at a time: a lock of the operating
/// system on an empty file beside the catalog, which vanishes with its process, however that ends.
/// The empty file stays; removing it could take the lock from another process.
/// </summary>
public sealed class WriterLock : IDisposable
{
    // What locking a locked file ends with: EAGAIN of Linux and of macOS, the sharing and the lock
    // violation of Windows.
    private static readonly int[] Held =
        [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream file;

    private WriterLock(FileStream file)
    {
        this.file = file;
    }

    /// <exception cref="CatalogException">
    /// Another store holds the lock, or the file cannot be made.
    /// </exception>
    public static WriterLock Take(string location)
    {
        try
        {
            return new WriterLock(new FileStream(
                location + "-writer", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new CatalogException(
                CatalogFault.Busy, location, "another process is writing to it", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(
                CatalogFault.Unavailable, location, $"cannot be written to: {e.Message}", e);
        }
    }

    /// <summary>Whether a file could not be opened because another process holds it.</summary>
    internal static bool IsHeld(IOException exception) => Held.Contains(exception.HResult);

    public void Dispose() => file.Dispose();
}
