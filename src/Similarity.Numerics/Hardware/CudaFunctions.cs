using System.Runtime.InteropServices;

namespace Similarity.Numerics.Hardware;

/// <summary>The functions of the CUDA driver that computing takes.</summary>
internal readonly unsafe struct CudaFunctions(DriverLibrary library)
{
    public readonly delegate* unmanaged<uint, int> Init =
        (delegate* unmanaged<uint, int>)library.Function("cuInit");

    public readonly delegate* unmanaged<int*, int, int> GetDevice =
        (delegate* unmanaged<int*, int, int>)library.Function("cuDeviceGet");

    public readonly delegate* unmanaged<nint*, int, int> RetainContext =
        (delegate* unmanaged<nint*, int, int>)library.Function("cuDevicePrimaryCtxRetain");

    public readonly delegate* unmanaged<int, int> ReleaseContext =
        (delegate* unmanaged<int, int>)library.Function("cuDevicePrimaryCtxRelease_v2");

    public readonly delegate* unmanaged<nint, int> SetContext =
        (delegate* unmanaged<nint, int>)library.Function("cuCtxSetCurrent");

    public readonly delegate* unmanaged<int> Synchronize =
        (delegate* unmanaged<int>)library.Function("cuCtxSynchronize");

    public readonly delegate* unmanaged<nint*, void*, uint, int*, void**, int> LoadModule =
        (delegate* unmanaged<nint*, void*, uint, int*, void**, int>)
            library.Function("cuModuleLoadDataEx");

    public readonly delegate* unmanaged<nint, int> UnloadModule =
        (delegate* unmanaged<nint, int>)library.Function("cuModuleUnload");

    public readonly delegate* unmanaged<nint*, nint, byte*, int> GetFunction =
        (delegate* unmanaged<nint*, nint, byte*, int>)library.Function("cuModuleGetFunction");

    public readonly delegate* unmanaged<nuint*, nuint*, int> GetMemory =
        (delegate* unmanaged<nuint*, nuint*, int>)library.Function("cuMemGetInfo_v2");

    public readonly delegate* unmanaged<nint*, nuint, int> Allocate =
        (delegate* unmanaged<nint*, nuint, int>)library.Function("cuMemAlloc_v2");

    public readonly delegate* unmanaged<nint, int> Free =
        (delegate* unmanaged<nint, int>)library.Function("cuMemFree_v2");

    public readonly delegate* unmanaged<nint, uint, nuint, int> FillWords =
        (delegate* unmanaged<nint, uint, nuint, int>)library.Function("cuMemsetD32_v2");

    public readonly delegate* unmanaged<nint, void*, nuint, int> CopyToDevice =
        (delegate* unmanaged<nint, void*, nuint, int>)library.Function("cuMemcpyHtoD_v2");

    public readonly delegate* unmanaged<void*, nint, nuint, int> CopyToHost =
        (delegate* unmanaged<void*, nint, nuint, int>)library.Function("cuMemcpyDtoH_v2");

    public readonly delegate* unmanaged<nint, nint, nuint, int> CopyOnDevice =
        (delegate* unmanaged<nint, nint, nuint, int>)library.Function("cuMemcpyDtoD_v2");

    public readonly delegate* unmanaged<
        nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> Launch =
        (delegate* unmanaged<
            nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)
            library.Function("cuLaunchKernel");

    private readonly delegate* unmanaged<int, byte**, int> getErrorName =
        (delegate* unmanaged<int, byte**, int>)library.Function("cuGetErrorName");

    public string ErrorName(int status)
    {
        byte* name;
        return getErrorName(status, &name) == 0
            ? Marshal.PtrToStringUTF8((nint)name)!
            : $"status {status}";
    }
}
