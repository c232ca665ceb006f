using System.Globalization;
using System.Runtime.InteropServices;

namespace Similarity.Numerics.Hardware;

/// <summary>The devices of the CUDA driver (CUDA Driver API, "Device Management").</summary>
internal static unsafe class CudaDriver
{
    // Values of cuda.h.
    private const int Success = 0;
    private const int NoDevice = 100;
    private const int ComputeCapabilityMajor = 75;
    private const int ComputeCapabilityMinor = 76;
    private const int NameLength = 256;

    private static readonly string[] LibraryNames = ["libcuda.so.1", "nvcuda.dll"];

    public static GpuInventory Find() => Find(LibraryNames);

    /// <summary>The driver that <see cref="Find()"/> found devices with.</summary>
    public static DriverLibrary Open() => DriverLibrary.TryOpen(LibraryNames, out var library)
        ? library
        : throw new GpuException("CUDA: no driver library is installed", NoDevice);

    internal static GpuInventory Find(ReadOnlySpan<string> libraryNames)
    {
        if (!DriverLibrary.TryOpen(libraryNames, out DriverLibrary library))
        {
            return new GpuInventory([], ["CUDA: no driver library is installed"]);
        }

        var functions = new Functions(library);
        int version = 0;
        int count = 0;
        int status = functions.Init(0);
        status = status != Success ? status : functions.GetDriverVersion(&version);
        status = status != Success ? status : functions.GetDeviceCount(&count);
        if (status != Success || count == 0)
        {
            string reason = status is NoDevice or Success ? "the driver has no device"
                : $"the driver failed with {ErrorName(functions, status)}";
            return new GpuInventory([], ["CUDA: " + reason]);
        }

        // 12040 is version 12.4.
        string platform = string.Create(
            CultureInfo.InvariantCulture, $"CUDA {version / 1000}.{version % 1000 / 10}");
        var devices = new GpuDevice[count];
        for (int ordinal = 0; ordinal < count; ordinal++)
        {
            devices[ordinal] = Describe(functions, platform, ordinal);
        }

        return new GpuInventory(devices, []);
    }

    private static GpuDevice Describe(Functions functions, string platform, int ordinal)
    {
        int device;
        Check(functions, functions.GetDevice(&device, ordinal));
        byte* name = stackalloc byte[NameLength];
        Check(functions, functions.GetDeviceName(name, NameLength, device));
        nuint memory;
        Check(functions, functions.GetTotalMemory(&memory, device));
        int major;
        Check(functions, functions.GetAttribute(&major, ComputeCapabilityMajor, device));
        int minor;
        Check(functions, functions.GetAttribute(&minor, ComputeCapabilityMinor, device));
        return new GpuDevice(
            "CUDA",
            platform,
            Marshal.PtrToStringUTF8((nint)name)!,
            "GPU",
            (long)memory,
            string.Create(CultureInfo.InvariantCulture, $"compute {major}.{minor}"))
        {
            Ordinal = ordinal,
        };
    }

    // These queries of valid devices fail only when the driver is broken.
    private static void Check(Functions functions, int status)
    {
        if (status != Success)
        {
            throw new ExternalException(
                $"the CUDA driver failed with {ErrorName(functions, status)}", status);
        }
    }

    private static string ErrorName(Functions functions, int status)
    {
        byte* name;
        return functions.GetErrorName(status, &name) == Success
            ? Marshal.PtrToStringUTF8((nint)name)!
            : $"status {status}";
    }

    private readonly struct Functions(DriverLibrary library)
    {
        public readonly delegate* unmanaged<uint, int> Init =
            (delegate* unmanaged<uint, int>)library.Function("cuInit");

        public readonly delegate* unmanaged<int*, int> GetDriverVersion =
            (delegate* unmanaged<int*, int>)library.Function("cuDriverGetVersion");

        public readonly delegate* unmanaged<int*, int> GetDeviceCount =
            (delegate* unmanaged<int*, int>)library.Function("cuDeviceGetCount");

        public readonly delegate* unmanaged<int*, int, int> GetDevice =
            (delegate* unmanaged<int*, int, int>)library.Function("cuDeviceGet");

        public readonly delegate* unmanaged<byte*, int, int, int> GetDeviceName =
            (delegate* unmanaged<byte*, int, int, int>)library.Function("cuDeviceGetName");

        public readonly delegate* unmanaged<nuint*, int, int> GetTotalMemory =
            (delegate* unmanaged<nuint*, int, int>)library.Function("cuDeviceTotalMem_v2");

        public readonly delegate* unmanaged<int*, int, int, int> GetAttribute =
            (delegate* unmanaged<int*, int, int, int>)library.Function("cuDeviceGetAttribute");

        public readonly delegate* unmanaged<int, byte**, int> GetErrorName =
            (delegate* unmanaged<int, byte**, int>)library.Function("cuGetErrorName");
    }
}
