namespace Similarity.Numerics.Hardware;

/// <summary>A device that a driver on this machine offers.</summary>
/// <param name="Interface">"OpenCL" or "CUDA".</param>
/// <param name="Platform">Who offers it: the OpenCL platform, or the CUDA driver.</param>
/// <param name="Kind">"GPU", "CPU" (OpenCL on the processor, as PoCL's) or "accelerator".</param>
/// <param name="MemoryBytes">Global memory of the device.</param>
/// <param name="Version">"OpenCL 3.0 …", or the compute capability, as "compute 9.0".</param>
public sealed record GpuDevice(
    string Interface,
    string Platform,
    string Name,
    string Kind,
    long MemoryBytes,
    string Version)
{
    /// <summary>The position among the devices of its interface, in the driver's order.</summary>
    internal int Ordinal { get; init; }
}
