using System.Runtime.InteropServices;
using System.Text;

namespace Similarity.Numerics.Hardware;

/// <summary>The devices of every OpenCL platform (Khronos OpenCL 1.2 API, chapter 4).</summary>
internal static unsafe class OpenClDriver
{
    // Values of CL/cl.h and CL/cl_ext.h.
    private const int Success = 0;
    private const int DeviceNotFound = -1;
    private const int PlatformNotFound = -1001;
    private const uint PlatformName = 0x0902;
    private const uint DeviceType = 0x1000;
    private const uint DeviceLargestBuffer = 0x1010;
    private const uint DeviceGlobalMemory = 0x101F;
    private const uint DeviceName = 0x102B;
    private const uint DeviceVersion = 0x102F;
    private const ulong CpuType = 1 << 1;
    private const ulong GpuType = 1 << 2;
    private const ulong AnyType = 0xFFFFFFFF;

    private static readonly string[] LibraryNames =
    [
        "libOpenCL.so.1",
        "OpenCL.dll",
        "/System/Library/Frameworks/OpenCL.framework/OpenCL",
    ];

    public static GpuInventory Find() => Find(LibraryNames);

    /// <summary>The loader that <see cref="Find()"/> found devices with.</summary>
    public static DriverLibrary Open() => DriverLibrary.TryOpen(LibraryNames, out var library)
        ? library
        : throw new GpuException("OpenCL: no loader library is installed", PlatformNotFound);

    /// <summary>
    /// The handle of a device, and the largest buffer it gives, by its position among all of
    /// OpenCL.
    /// </summary>
    public static (nint Device, long LargestBuffer) Handle(DriverLibrary library, int ordinal)
    {
        var functions = new Functions(library);
        uint count;
        Check(functions.GetPlatforms(0, null, &count));
        nint[] platforms = new nint[count];
        fixed (nint* first = platforms)
        {
            Check(functions.GetPlatforms(count, first, null));
        }

        int before = 0;
        foreach (nint platform in platforms)
        {
            nint[] handles = Devices(functions, platform, out _);
            if (ordinal < before + handles.Length)
            {
                nint device = handles[ordinal - before];
                return (device, (long)Number(functions.GetDeviceInfo, device, DeviceLargestBuffer));
            }

            before += handles.Length;
        }

        throw new GpuException($"OpenCL: there is no device {ordinal} any more", DeviceNotFound);
    }

    internal static GpuInventory Find(ReadOnlySpan<string> libraryNames)
    {
        if (!DriverLibrary.TryOpen(libraryNames, out DriverLibrary library))
        {
            return new GpuInventory([], ["OpenCL: no loader library is installed"]);
        }

        var functions = new Functions(library);
        nint[] platforms = [];
        uint count;
        int status = functions.GetPlatforms(0, null, &count);
        if (status == Success)
        {
            platforms = new nint[count];
            fixed (nint* first = platforms)
            {
                status = functions.GetPlatforms(count, first, null);
            }
        }

        if (status != Success)
        {
            string reason = status == PlatformNotFound ? "no platform is installed"
                : $"the loader failed with status {status}";
            return new GpuInventory([], ["OpenCL: " + reason]);
        }

        var devices = new List<GpuDevice>();
        var reasons = new List<string>();
        foreach (nint platform in platforms)
        {
            string name = Text(functions.GetPlatformInfo, platform, PlatformName);
            status = AddDevices(functions, platform, name, devices);
            if (status != Success)
            {
                reasons.Add(status == DeviceNotFound
                    ? $"OpenCL: the platform {name} has no device"
                    : $"OpenCL: the platform {name} failed with status {status}");
            }
        }

        return new GpuInventory(devices, reasons);
    }

    private static int AddDevices(
        Functions functions, nint platform, string platformName, List<GpuDevice> devices)
    {
        nint[] handles = Devices(functions, platform, out int status);
        if (status != Success)
        {
            return status;
        }

        foreach (nint device in handles)
        {
            ulong type = Number(functions.GetDeviceInfo, device, DeviceType);
            devices.Add(new GpuDevice(
                "OpenCL",
                platformName,
                Text(functions.GetDeviceInfo, device, DeviceName),
                (type & GpuType) != 0 ? "GPU" : (type & CpuType) != 0 ? "CPU" : "accelerator",
                (long)Number(functions.GetDeviceInfo, device, DeviceGlobalMemory),
                Text(functions.GetDeviceInfo, device, DeviceVersion))
            {
                Ordinal = devices.Count,
            });
        }

        return Success;
    }

    private static nint[] Devices(Functions functions, nint platform, out int status)
    {
        uint count;
        status = functions.GetDevices(platform, AnyType, 0, null, &count);
        if (status != Success)
        {
            return [];
        }

        nint[] handles = new nint[count];
        fixed (nint* first = handles)
        {
            status = functions.GetDevices(platform, AnyType, count, first, null);
        }

        return status == Success ? handles : [];
    }

    private static ulong Number(
        delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> getInfo, nint handle, uint what)
    {
        ulong value = 0;
        Check(getInfo(handle, what, sizeof(ulong), &value, null), what);
        return value;
    }

    private static string Text(
        delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> getInfo, nint handle, uint what)
    {
        nuint size;
        Check(getInfo(handle, what, 0, null, &size), what);
        byte[] bytes = new byte[size];
        fixed (byte* first = bytes)
        {
            Check(getInfo(handle, what, size, first, null), what);
        }

        // The size counts the closing zero; some drivers pad names with blanks.
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0').Trim();
    }

    private static void Check(int status)
    {
        if (status != Success)
        {
            throw new GpuException($"the OpenCL loader failed with status {status}", status);
        }
    }

    // These queries of valid handles fail only when the driver is broken or out of memory.
    private static void Check(int status, uint what)
    {
        if (status != Success)
        {
            throw new ExternalException(
                $"OpenCL answers query 0x{what:X} with status {status}", status);
        }
    }

    private readonly struct Functions(DriverLibrary library)
    {
        public readonly delegate* unmanaged<uint, nint*, uint*, int> GetPlatforms =
            (delegate* unmanaged<uint, nint*, uint*, int>)library.Function("clGetPlatformIDs");

        public readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetPlatformInfo =
            (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)library.Function(
                "clGetPlatformInfo");

        public readonly delegate* unmanaged<nint, ulong, uint, nint*, uint*, int> GetDevices =
            (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)library.Function(
                "clGetDeviceIDs");

        public readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetDeviceInfo =
            (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)library.Function(
                "clGetDeviceInfo");
    }
}
