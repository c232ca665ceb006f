namespace Similarity.Numerics.Hardware;

/// <summary>The functions of OpenCL 1.2 that computing takes.</summary>
internal readonly unsafe struct OpenClFunctions(DriverLibrary library)
{
    public readonly delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint> CreateContext =
        (delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)
            library.Function("clCreateContext");

    public readonly delegate* unmanaged<nint, nint, ulong, int*, nint> CreateQueue =
        (delegate* unmanaged<nint, nint, ulong, int*, nint>)
            library.Function("clCreateCommandQueue");

    public readonly delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint> CreateProgram =
        (delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)
            library.Function("clCreateProgramWithSource");

    public readonly delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int> BuildProgram =
        (delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)
            library.Function("clBuildProgram");

    public readonly delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> GetBuildInfo =
        (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)
            library.Function("clGetProgramBuildInfo");

    public readonly delegate* unmanaged<nint, byte*, int*, nint> CreateKernel =
        (delegate* unmanaged<nint, byte*, int*, nint>)library.Function("clCreateKernel");

    public readonly delegate* unmanaged<nint, uint, nuint, void*, int> SetArgument =
        (delegate* unmanaged<nint, uint, nuint, void*, int>)library.Function("clSetKernelArg");

    public readonly delegate* unmanaged<nint, ulong, nuint, void*, int*, nint> CreateBuffer =
        (delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)
            library.Function("clCreateBuffer");

    public readonly delegate* unmanaged<
        nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> Write =
        (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)
            library.Function("clEnqueueWriteBuffer");

    public readonly delegate* unmanaged<
        nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> Read =
        (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)
            library.Function("clEnqueueReadBuffer");

    public readonly delegate* unmanaged<
        nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int> Fill =
        (delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)
            library.Function("clEnqueueFillBuffer");

    public readonly delegate* unmanaged<
        nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int> Copy =
        (delegate* unmanaged<nint, nint, nint, nuint, nuint, nuint, uint, nint*, nint*, int>)
            library.Function("clEnqueueCopyBuffer");

    public readonly delegate* unmanaged<
        nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int> Launch =
        (delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)
            library.Function("clEnqueueNDRangeKernel");

    public readonly delegate* unmanaged<nint, int> Finish =
        (delegate* unmanaged<nint, int>)library.Function("clFinish");

    public readonly delegate* unmanaged<nint, int> ReleaseBuffer =
        (delegate* unmanaged<nint, int>)library.Function("clReleaseMemObject");

    public readonly delegate* unmanaged<nint, int> ReleaseKernel =
        (delegate* unmanaged<nint, int>)library.Function("clReleaseKernel");

    public readonly delegate* unmanaged<nint, int> ReleaseProgram =
        (delegate* unmanaged<nint, int>)library.Function("clReleaseProgram");

    public readonly delegate* unmanaged<nint, int> ReleaseQueue =
        (delegate* unmanaged<nint, int>)library.Function("clReleaseCommandQueue");

    public readonly delegate* unmanaged<nint, int> ReleaseContext =
        (delegate* unmanaged<nint, int>)library.Function("clReleaseContext");
}
