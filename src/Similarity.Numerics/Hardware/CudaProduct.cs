namespace Similarity.Numerics.Hardware;

/// <summary>cuBLAS, where it is installed.</summary>
internal sealed unsafe class CudaProduct : GpuProduct
{
    // Values of cublas_api.h and library_types.h.
    private const int Success = 0;
    private const int AllocationFailure = 3;
    private const int AsItIs = 0;
    private const int Transposed = 1;
    private const int Float = 0;
    private const int ComputeSingle = 68;
    private const int ComputeTf32 = 77;
    private const int AnyAlgorithm = -1;

    private static readonly string[] LibraryNames =
    [
        "libcublas.so.13", "libcublas.so.12", "libcublas.so.11",
        "cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll",
    ];

    private readonly Functions functions;
    private nint handle;

    private CudaProduct(Functions functions, nint handle) =>
        (this.functions, this.handle) = (functions, handle);

    public override string Name => "cuBLAS";

    /// <summary>Null where it is not installed or refuses the current context.</summary>
    public static CudaProduct? TryOpen()
    {
        if (!DriverLibrary.TryOpen(LibraryNames, out DriverLibrary library))
        {
            return null;
        }

        var functions = new Functions(library);
        nint handle;
        return functions.Create(&handle) == Success ? new CudaProduct(functions, handle) : null;
    }

    public override void Multiply(
        GpuPrecision precision,
        (int Rows, int Columns, int Inner) size,
        int slabs,
        GpuBuffer a,
        long offset,
        GpuBuffer b,
        GpuBuffer c)
    {
        float one = 1, zero = 0;
        int status = functions.Multiply(
            handle, AsItIs, Transposed, size.Rows, size.Columns, size.Inner,
            &one,
            a.Handle + (nint)(offset * sizeof(float)), Float, size.Rows,
            (long)size.Rows * size.Inner,
            b.Handle, Float, size.Columns, 0,
            &zero,
            c.Handle, Float, slabs * size.Rows, size.Rows,
            slabs,
            precision == GpuPrecision.Tf32 ? ComputeTf32 : ComputeSingle,
            AnyAlgorithm);
        if (status != Success)
        {
            string message = $"cuBLAS fails to multiply with status {status}";
            throw status == AllocationFailure
                ? new GpuMemoryException(message, status)
                : new GpuException(message, status);
        }
    }

    public override void Dispose()
    {
        if (handle != 0)
        {
            functions.Destroy(handle);
            handle = 0;
        }
    }

    private readonly struct Functions(DriverLibrary library)
    {
        public readonly delegate* unmanaged<nint*, int> Create =
            (delegate* unmanaged<nint*, int>)library.Function("cublasCreate_v2");

        public readonly delegate* unmanaged<nint, int> Destroy =
            (delegate* unmanaged<nint, int>)library.Function("cublasDestroy_v2");

        // handle; operations; m, n, k; alpha; a, type, leading, stride; b …; beta; c …; batches,
        // compute type, algorithm.
        public readonly delegate* unmanaged<
            nint, int, int, int, int, int, void*, nint, int, int, long, nint, int, int, long,
            void*, nint, int, int, long, int, int, int, int> Multiply =
            (delegate* unmanaged<
                nint, int, int, int, int, int, void*, nint, int, int, long, nint, int, int, long,
                void*, nint, int, int, long, int, int, int, int>)
                library.Function("cublasGemmStridedBatchedEx");
    }
}
