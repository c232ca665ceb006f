namespace Similarity.Numerics.Hardware;

/// <summary>
/// A device in use: its memory and the kernels of one program. What is asked of it is done in the
/// order of asking; <see cref="Read"/> and <see cref="Finish"/> wait for what was asked before.
/// Not for several threads at once.
/// </summary>
public abstract class GpuContext : IDisposable
{
    private protected GpuContext(GpuDevice device) => Device = device;

    public GpuDevice Device { get; }

    /// <summary>How the kernels were compiled, for people.</summary>
    public abstract string Compiler { get; }

    /// <summary>Memory that can be had now, as far as the driver tells.</summary>
    public abstract long FreeBytes { get; }

    /// <summary>The largest buffer that the device gives.</summary>
    public abstract long LargestBuffer { get; }

    /// <summary>Products of matrices by the vendor's library; null where there is none.</summary>
    public virtual GpuProduct? Product => null;

    /// <param name="device">One that <see cref="GpuDiscovery"/> found.</param>
    /// <exception cref="GpuException">The device does not take the program.</exception>
    public static GpuContext Open(GpuDevice device, GpuProgram program) => device.Interface switch
    {
        "OpenCL" => new OpenClContext(device, program),
        "CUDA" => new CudaContext(device, program),
        _ => throw new ArgumentException(
            $"device of {device.Interface}; expected one of OpenCL or CUDA"),
    };

    /// <summary>A buffer of zeros.</summary>
    /// <exception cref="GpuMemoryException"/>
    public abstract GpuBuffer Allocate(long bytes);

    /// <summary>Sets 4-byte words from the beginning of a buffer.</summary>
    public abstract void Fill(GpuBuffer buffer, uint word, long words);

    /// <summary>Copies to the device; the source may change when this returns.</summary>
    public abstract void Write(GpuBuffer buffer, long offset, ReadOnlySpan<byte> source);

    public abstract void Read(GpuBuffer buffer, long offset, Span<byte> target);

    /// <summary>Copies between buffers of the device.</summary>
    public abstract void Copy(GpuBuffer source, GpuBuffer target, long bytes);

    /// <summary>Starts a kernel on a grid of groups of threads.</summary>
    public abstract void Launch(
        string kernel,
        (int X, int Y) groups,
        (int X, int Y) threads,
        ReadOnlySpan<GpuArgument> arguments);

    public abstract void Finish();

    public abstract void Dispose();

    /// <exception cref="ArgumentOutOfRangeException"/>
    private protected static void CheckRange(GpuBuffer buffer, long offset, long bytes)
    {
        if (offset < 0 || bytes < 0 || offset > buffer.Bytes - bytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), $"bytes {offset} to {offset + bytes} of {buffer.Bytes}");
        }
    }
}
