using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>How an index uses its device. The neighbours found are the same.</summary>
public sealed record DeviceOptions
{
    /// <summary>
    /// Bytes of the device's memory to use; null for most of what is free. Vectors that do not fit
    /// are copied to the device again for each batch of queries.
    /// </summary>
    public long? MemoryBudget { get; init; }

    /// <summary>
    /// How products are rounded that choose the candidates of a batch, where the device has a
    /// library for them. With <see cref="GpuPrecision.Tf32"/> they take less time, and more
    /// candidates are valued.
    /// </summary>
    public GpuPrecision Precision { get; init; } = GpuPrecision.Single;
}
