namespace Similarity.Search.Device;

/// <summary>A device that can search, not yet in use.</summary>
/// <param name="Interface">"cuda", "opencl" or "ilgpu".</param>
/// <param name="IsGpu">False for the processor behind such an interface: it gains nothing.</param>
/// <param name="Open">Takes the device into use.</param>
public sealed record SearchDevice(
    string Interface, string Name, bool IsGpu, long MemoryBytes, Func<ScanDevice> Open);
