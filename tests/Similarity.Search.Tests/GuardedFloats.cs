using System.Runtime.InteropServices;

namespace Similarity.Search.Tests;

/// <summary>
/// Floats that end where a page begins that no one may read: whoever reads one too many ends the
/// process. Without such pages (not on Linux) they are ordinary memory.
/// </summary>
internal sealed unsafe partial class GuardedFloats : IDisposable
{
    private const int ReadWrite = 3, Nothing = 0, PrivateAnonymous = 0x22;

    private static readonly int Page = Environment.SystemPageSize;

    private readonly byte* start;
    private readonly nuint length;

    public GuardedFloats(ReadOnlySpan<float> values)
    {
        int bytes = values.Length * sizeof(float);
        int pages = (bytes + Page - 1) / Page;
        length = (nuint)((pages + 1) * Page);
        if (OperatingSystem.IsLinux())
        {
            start = (byte*)Map(null, length, ReadWrite, PrivateAnonymous, -1, 0);
            if (start == (byte*)-1 || Protect(start + pages * Page, (nuint)Page, Nothing) != 0)
            {
                throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            }
        }
        else
        {
            start = (byte*)NativeMemory.Alloc(length);
        }

        Values = (float*)(start + pages * Page - bytes);
        values.CopyTo(new Span<float>(Values, values.Length));
    }

    public float* Values { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Unmap(start, length);
        }
        else
        {
            NativeMemory.Free(start);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(
        void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
