using System.Runtime.InteropServices;

namespace Similarity.Numerics.Hardware;

/// <summary>A driver refused or failed.</summary>
public class GpuException(string message, int status) : ExternalException(message, status);

/// <summary>A device has not the memory asked for.</summary>
public sealed class GpuMemoryException(string message, int status)
    : GpuException(message, status);
