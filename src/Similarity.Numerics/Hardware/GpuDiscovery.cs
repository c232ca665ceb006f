namespace Similarity.Numerics.Hardware;

/// <summary>
/// Looks for devices through the OpenCL loader and the CUDA driver, whichever is installed. A GPU
/// that both offer is listed twice, once for each interface.
/// </summary>
public static class GpuDiscovery
{
    public static GpuInventory Find()
    {
        GpuInventory openCl = OpenClDriver.Find();
        GpuInventory cuda = CudaDriver.Find();
        return new GpuInventory(
            [.. openCl.Devices, .. cuda.Devices], [.. openCl.Reasons, .. cuda.Reasons]);
    }
}
