using System.Runtime.InteropServices;

namespace Similarity.Search.Segments;

/// <summary>
/// Makes the names in a folder last: after a rename POSIX keeps the new name through a loss of
/// power only once the folder itself is synchronised. Windows does so on its own.
/// </summary>
internal static partial class FolderSync
{
    private const int OpenReadOnly = 0;

    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0)
        {
            throw Failure("open", folder);
        }

        try
        {
            if (Synchronise(descriptor) != 0)
            {
                throw Failure("synchronise", folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string what, string folder) => new(
        $"cannot {what} the folder {folder}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
