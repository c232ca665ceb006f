using System.Runtime.InteropServices;

namespace Similarity.Numerics.Tests.LinearAlgebra;

/// <summary>
/// Memory that ends where a page without access begins: one element read or written too far kills
/// the test process. Linux only.
/// </summary>
internal sealed unsafe partial class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint start;
    private readonly nuint size;
    private readonly int count;

    public GuardedMemory(ReadOnlySpan<T> values)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        count = values.Length;
        nuint used = ((nuint)(count * sizeof(T)) + page - 1) / page * page;
        size = used + page;

        // Readable and writable, private and anonymous; then the last page nothing.
        start = NativeMethods.Map(0, size, 3, 0x22, -1, 0);
        Assert.NotEqual(-1, start);
        Assert.Equal(0, NativeMethods.Protect(start + (nint)used, page, 0));
        values.CopyTo(Values);
    }

    public Span<T> Values =>
        new((T*)(start + (nint)size - Environment.SystemPageSize) - count, count);

    public void Dispose() => _ = NativeMethods.Unmap(start, size);
}

internal static partial class NativeMethods
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial nint Map(
        nint address, nuint size, int access, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(nint address, nuint size, int access);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint size);
}
