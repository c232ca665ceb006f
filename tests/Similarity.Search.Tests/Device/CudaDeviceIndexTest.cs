using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>The first CUDA device.</summary>
[Collection(DeviceIndexContract.OneAtATime)]
public sealed class CudaDeviceIndexTest : DeviceIndexContract
{
    protected override ScanDevice Open() => OpenClDeviceIndexTest.DeviceOf("CUDA");
}
