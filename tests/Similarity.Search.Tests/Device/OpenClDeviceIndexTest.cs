using Similarity.Numerics.Hardware;
using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>The first OpenCL device; PoCL makes the processor one.</summary>
public sealed class OpenClDeviceIndexTest : DeviceIndexContract
{
    protected override ScanDevice Open() => DeviceOf("OpenCL");

    internal static ScanDevice DeviceOf(string name)
    {
        GpuInventory found = GpuDiscovery.Find();
        GpuDevice? device = found.Devices.FirstOrDefault(device => device.Interface == name);
        Skip.If(device is null, string.Join("; ", found.Reasons));
        return KernelDevice.Open(device!);
    }
}
