#if HAS_ILGPU
using Similarity.Search.Device;
using Similarity.Search.Ilgpu;

namespace Similarity.Search.Tests.Device;

/// <summary>ILGPU on the processor, which it always offers.</summary>
public sealed class IlgpuDeviceIndexTest : DeviceIndexContract
{
    protected override ScanDevice Open() =>
        IlgpuAdapter.SearchDevices().First(device => !device.IsGpu).Open();
}
#endif
