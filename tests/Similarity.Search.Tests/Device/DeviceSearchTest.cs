using Similarity.Numerics.Hardware;
using Similarity.Search.Device;
using Similarity.Search.Exact;

namespace Similarity.Search.Tests.Device;

[Collection(DeviceIndexContract.OneAtATime)]
public sealed class DeviceSearchTest
{
    private static readonly GpuDevice[] Found =
    [
        new("OpenCL", "PoCL", "processor", "CPU", 1, "OpenCL 3.0 PoCL"),
        new("OpenCL", "vendor", "new", "GPU", 1, "OpenCL 1.2"),
        new("OpenCL", "vendor", "old", "GPU", 1, "OpenCL 1.1 vendor"),
        new("CUDA", "CUDA 13.0", "first", "GPU", 1, "compute 9.0"),
        new("CUDA", "CUDA 13.0", "second", "GPU", 1, "compute 9.0"),
        new("CUDA", "CUDA 13.0", "older", "GPU", 1, "compute 5.2"),
    ];

    private static readonly SearchDevice Adapted = new(
        "ilgpu", "emulated", false, 1, () => throw new GpuException("must not be opened", 0));

    [Fact]
    public void DevicesComeInTheOrderOfPreference()
    {
        SearchDevices devices =
            DeviceSearch.Sort(new GpuInventory(Found, ["a reason"]), [Adapted]);
        Assert.Equal(
            ["first", "second", "new", "processor", "emulated"],
            devices.Usable.Select(device => device.Name));
        Assert.Equal(
            [
                "a reason",
                "OpenCL old: OpenCL 1.1; at least 1.2 is needed",
                "CUDA older: compute capability 5.2; at least 6.0 is needed",
            ],
            devices.Reasons);
    }

    [Fact]
    public void TheFirstDeviceThatServesIsTaken()
    {
        using DeviceCase given = DeviceCase.Random(CaseKind.Euclidean, 30, 2, 4);
        SearchDevices devices =
            DeviceSearch.Sort(new GpuInventory(Found, ["a reason"]), [Adapted]);
        List<string> tried = [];
        IVectorIndex Open(string? asked, out string? reason) => DeviceSearch.Open(
            devices,
            asked,
            device =>
            {
                tried.Add(device.Name);
                throw new GpuException($"{device.Name} refuses", 1);
            },
            () => new ExactIndex(given.Vectors, given.Metric),
            out reason);

        using IVectorIndex automatic = Open(null, out string? reason);
        Assert.IsType<ExactIndex>(automatic);
        Assert.Equal(["first", "second", "new"], tried);
        Assert.Contains("second refuses; new refuses", reason, StringComparison.Ordinal);

        tried.Clear();
        using IVectorIndex processor = Open("cpu", out reason);
        Assert.Empty(tried);
        Assert.Equal("SIMILARITY_DEVICE=cpu", reason);

        // An interface that is asked for is taken or refused, never replaced.
        Assert.Throws<InvalidOperationException>(() => Open("opencl", out _));
        Assert.Equal(["new", "processor"], tried);
        Assert.Contains(
            "expected auto, cpu, cuda, opencl, ilgpu",
            Assert.Throws<InvalidOperationException>(() => Open("gpu", out _)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FindingTwiceFindsTheSame() => Assert.Equal(
        DeviceSearch.Find().Usable.Select(device => (device.Interface, device.Name)),
        DeviceSearch.Find().Usable.Select(device => (device.Interface, device.Name)));
}
