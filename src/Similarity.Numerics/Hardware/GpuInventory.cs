namespace Similarity.Numerics.Hardware;

/// <summary>The devices found and, for each interface without any, one reason why.</summary>
public sealed record GpuInventory(
    IReadOnlyList<GpuDevice> Devices, IReadOnlyList<string> Reasons);
