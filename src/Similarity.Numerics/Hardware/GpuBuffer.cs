namespace Similarity.Numerics.Hardware;

/// <summary>A piece of a device's memory, freed when disposed.</summary>
public sealed class GpuBuffer : IDisposable
{
    private readonly Action<nint> free;

    internal GpuBuffer(nint handle, long bytes, Action<nint> free)
    {
        Handle = handle;
        Bytes = bytes;
        this.free = free;
    }

    public long Bytes { get; }

    /// <summary>The OpenCL memory object, or the CUDA address.</summary>
    internal nint Handle { get; private set; }

    public void Dispose()
    {
        if (Handle != 0)
        {
            free(Handle);
            Handle = 0;
        }
    }
}
