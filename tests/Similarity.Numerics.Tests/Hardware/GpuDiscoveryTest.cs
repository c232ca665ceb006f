using System.Globalization;
using Similarity.Numerics.Hardware;

namespace Similarity.Numerics.Tests.Hardware;

public class GpuDiscoveryTest
{
    [Fact]
    public void AMissingDriverIsAReasonAndNoDevice()
    {
        string[] nowhere = ["no-such-driver-library"];
        GpuInventory openCl = OpenClDriver.Find(nowhere);
        Assert.Empty(openCl.Devices);
        Assert.Equal(["OpenCL: no loader library is installed"], openCl.Reasons);
        GpuInventory cuda = CudaDriver.Find(nowhere);
        Assert.Empty(cuda.Devices);
        Assert.Equal(["CUDA: no driver library is installed"], cuda.Reasons);
    }

    [Fact]
    public void EachInterfaceHasADeviceOrAReason()
    {
        GpuInventory found = GpuDiscovery.Find();
        foreach (string name in new[] { "OpenCL", "CUDA" })
        {
            bool hasDevice = found.Devices.Any(device => device.Interface == name);
            bool hasReason = found.Reasons.Any(
                reason => reason.StartsWith(name, StringComparison.Ordinal));
            Assert.True(hasDevice || hasReason, name);
        }
    }

    [Fact]
    public void FindingTwiceFindsTheSame()
    {
        GpuInventory first = GpuDiscovery.Find();
        GpuInventory second = GpuDiscovery.Find();
        Assert.Equal(first.Devices, second.Devices);
        Assert.Equal(first.Reasons, second.Reasons);
    }

    [SkippableFact]
    public void OpenClDevicesAreDescribed()
    {
        GpuInventory found = OpenClDriver.Find();
        Skip.If(found.Devices.Count == 0, string.Join("; ", found.Reasons));
        Assert.All(found.Devices, device =>
        {
            Assert.NotEmpty(device.Platform);
            Assert.NotEmpty(device.Name);
            Assert.DoesNotContain('\0', device.Name);
            Assert.True(device.MemoryBytes > 0);
            // The specification fixes the form "OpenCL <major>.<minor> <vendor's words>".
            Assert.Matches(@"^OpenCL \d+\.\d+( |$)", device.Version);
        });
    }

    [SkippableFact]
    public void AnOpenClDeviceOnTheProcessorHasNoMoreMemoryThanTheMachine()
    {
        GpuInventory found = OpenClDriver.Find();
        GpuDevice? cpu = found.Devices.FirstOrDefault(device => device.Kind == "CPU");
        Skip.If(cpu is null, "no OpenCL device runs on the processor (PoCL gives one)");
        Skip.IfNot(File.Exists("/proc/meminfo"), "only Linux tells its memory in /proc/meminfo");
        string total = File.ReadLines("/proc/meminfo").First(
            line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        string[] words = total.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long kibibytes = long.Parse(words[1], CultureInfo.InvariantCulture);
        Assert.InRange(cpu!.MemoryBytes, 1 << 20, kibibytes << 10);
    }

    [SkippableFact]
    public void CudaDevicesAreDescribed()
    {
        GpuInventory found = CudaDriver.Find();
        Skip.If(found.Devices.Count == 0, string.Join("; ", found.Reasons));
        Assert.All(found.Devices, device =>
        {
            Assert.Matches(@"^CUDA \d+\.\d+$", device.Platform);
            Assert.NotEmpty(device.Name);
            Assert.True(device.MemoryBytes > 0);
            Assert.Matches(@"^compute \d+\.\d+$", device.Version);
        });
    }
}
