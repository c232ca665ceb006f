using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Similarity.Search.Segments;

/// <summary>The bytes of a segment, at an address that is a multiple of 64.</summary>
internal abstract unsafe class SegmentMemory : IDisposable
{
    public byte* Start { get; protected set; }

    public abstract void Dispose();
}

/// <summary>Memory of the process, all zero at first.</summary>
internal sealed unsafe class AllocatedMemory : SegmentMemory
{
    private readonly long pressure;

    public AllocatedMemory(long length)
    {
        nuint bytes = checked((nuint)Math.Max(length, 64));
        Start = (byte*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(Start, bytes);
        GC.AddMemoryPressure((long)bytes);
        pressure = (long)bytes;
    }

    ~AllocatedMemory() => Free();

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Start is not null)
        {
            NativeMemory.AlignedFree(Start);
            GC.RemoveMemoryPressure(pressure);
            Start = null;
        }
    }
}

/// <summary>
/// A file, read where it is touched. Whoever shortens it while it is mapped ends the process, so
/// that files are replaced and never rewritten.
/// </summary>
internal sealed unsafe class MappedMemory : SegmentMemory
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    /// <param name="stream">Owned from here on.</param>
    public MappedMemory(FileStream stream)
    {
        file = MemoryMappedFile.CreateFromFile(
            stream,
            null,
            0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: false);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start;
    }

    public override void Dispose()
    {
        if (Start is not null)
        {
            Start = null;
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
