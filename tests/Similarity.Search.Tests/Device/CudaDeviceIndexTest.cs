using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>The first CUDA device.</summary>
public sealed class CudaDeviceIndexTest : DeviceIndexContract
{
    protected override ScanDevice Open() => OpenClDeviceIndexTest.DeviceOf("CUDA");
}
