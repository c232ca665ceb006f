using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using Similarity.Search.Device;

namespace Similarity.Search.Ilgpu;

/// <summary>ILGPU, which compiles C# kernels for CUDA and OpenCL devices and for the CPU.</summary>
public static class IlgpuAdapter
{
    /// <summary>
    /// The devices that ILGPU accepts; its own CPU emulation is always among them, OpenCL
    /// devices without a generic address space (PoCL's, for one) never.
    /// </summary>
    public static IReadOnlyList<IlgpuDevice> Devices()
    {
        using Context context = Context.CreateDefault();
        return context.Devices
            .Select(device => new IlgpuDevice(
                device.AcceleratorType.ToString(), device.Name, device.MemorySize))
            .ToArray();
    }

    /// <summary>
    /// The devices as search takes them, to be given to <see cref="DeviceSearch"/>.
    /// </summary>
    public static IReadOnlyList<SearchDevice> SearchDevices()
    {
        using Context context = Context.CreateDefault();
        return context.Devices
            .Select((device, ordinal) => new SearchDevice(
                "ilgpu",
                device.Name,
                device.AcceleratorType != AcceleratorType.CPU,
                device.MemorySize,
                () => new IlgpuScanDevice(ordinal)))
            .ToArray();
    }

    /// <summary>Names the devices, with the memory of each.</summary>
    public static string SelfTest() => string.Join("; ", Devices().Select(Describe));

    // The CPU emulation reports the largest integer for memory that it does not limit.
    private static string Describe(IlgpuDevice device) => device.MemoryBytes == long.MaxValue
        ? $"{device.Kind} {device.Name}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{device.Kind} {device.Name} ({device.MemoryBytes >> 20} MiB)");
}
