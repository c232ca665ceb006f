using Similarity.Numerics.Hardware;

namespace Similarity.Numerics.Tests.Hardware;

public sealed class GpuChoiceTest
{
    private static readonly GpuInventory Ranked = GpuChoice.Rank(new GpuInventory(
        [
            new("OpenCL", "PoCL", "processor", "CPU", 1, "OpenCL 3.0 PoCL"),
            new("OpenCL", "vendor", "new", "GPU", 1, "OpenCL 1.2"),
            new("OpenCL", "vendor", "old", "GPU", 1, "OpenCL 1.1 vendor"),
            new("CUDA", "CUDA 13.0", "first", "GPU", 1, "compute 9.0"),
            new("CUDA", "CUDA 13.0", "older", "GPU", 1, "compute 5.2"),
        ],
        ["a reason"]));

    [Fact]
    public void DevicesComeInTheOrderOfPreference()
    {
        Assert.Equal(
            ["first", "new", "processor"], Ranked.Devices.Select(device => device.Name));
        Assert.Equal(
            [
                "a reason",
                "OpenCL old: OpenCL 1.1; at least 1.2 is needed",
                "CUDA older: compute capability 5.2; at least 6.0 is needed",
            ],
            Ranked.Reasons);
    }

    [Theory]
    [InlineData(null, "first")]
    [InlineData("", "first")]
    [InlineData("auto", "first")]
    [InlineData("cuda", "first")]
    [InlineData("opencl", "new")]
    public void TheFirstThatServesIsTaken(string? asked, string expected) =>
        Assert.Equal(expected, GpuChoice.Open(Ranked, asked, device => device.Name));

    [Theory]
    [InlineData(null, "first, new")]
    [InlineData("opencl", "new, processor")]
    [InlineData("cpu", "")]
    [InlineData("ilgpu", "")]
    public void WhereNoneServesTheReasonsAreSaid(string? asked, string expected)
    {
        var tried = new List<string>();
        var error = Assert.Throws<GpuException>(() => GpuChoice.Open<int>(
            Ranked,
            asked,
            device =>
            {
                tried.Add(device.Name);
                throw new GpuException($"{device.Name} refuses", 1);
            }));
        Assert.Equal(expected, string.Join(", ", tried));
        Assert.All(tried, name => Assert.Contains(
            $"{name} refuses", error.Message, StringComparison.Ordinal));
        Assert.Contains(
            asked is null ? "a reason" : $"SIMILARITY_DEVICE={asked}",
            error.Message,
            StringComparison.Ordinal);
    }
}
