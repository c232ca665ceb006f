namespace Similarity.Numerics.Hardware;

/// <summary>Names under which the libraries of CUDA are looked for, the preferred first.</summary>
/// <param name="Compiler">NVRTC.</param>
/// <param name="Product">cuBLAS.</param>
internal sealed record CudaLibraries(string[] Driver, string[] Compiler, string[] Product)
{
    public static CudaLibraries Usual { get; } = new(
        ["libcuda.so.1", "nvcuda.dll"],
        [
            "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so",
            "nvrtc64_130_0.dll", "nvrtc64_120_0.dll", "nvrtc64_112_0.dll",
        ],
        [
            "libcublas.so.13", "libcublas.so.12", "libcublas.so.11",
            "cublas64_13.dll", "cublas64_12.dll", "cublas64_11.dll",
        ]);
}
