using System.ComponentModel;
using System.Diagnostics;
using Similarity.Numerics.Hardware;
using Similarity.Search.Device;
using Similarity.Tests;

namespace Similarity.Search.Tests.Device;

/// <summary>
/// The CUDA backend on a driver that runs the kernels on the processor (<c>Emulated/cuda.cpp</c>):
/// what is asked of the driver and of cuBLAS, in which order and with which arguments. The PTX and
/// the real driver are left to <see cref="CudaDeviceIndexTest"/>. Needs g++.
/// </summary>
[Collection(DeviceIndexContract.OneAtATime)]
public sealed class EmulatedCudaDeviceIndexTest : DeviceIndexContract
{
    private static readonly Lazy<string?> Library = new(Build);

    [SkippableFact]
    public void BatchesAreMultipliedByTheLibrary()
    {
        using ScanDevice device = Open();
        Assert.True(device.Multiplies);
        Assert.Equal(
            "CUDA emulated (PTX, because NVRTC is not installed, cuBLAS)", device.Description);
    }

    protected override ScanDevice Open()
    {
        Skip.If(
            Environment.GetEnvironmentVariable("SIMILARITY_SLOW") != "1",
            "runs with SIMILARITY_SLOW=1");
        Skip.If(Library.Value is null, "g++ is not installed");
        string[] names = [Library.Value!];
        GpuDevice device = Assert.Single(CudaDriver.Find(names).Devices);
        return new KernelDevice(new CudaContext(
            device, KernelDevice.Program, new CudaLibraries(names, ["no-such-library"], names)));
    }

    private static string? Build()
    {
        string folder = Directory.CreateTempSubdirectory("similarity-cuda").FullName;
        string library = Path.Combine(folder, "libcuda-emulated.so");
        string kernels =
            RepositoryFile.At("src/Similarity.Search/Device/Kernels/search.cl");
        string source =
            RepositoryFile.At("tests/Similarity.Search.Tests/Device/Emulated/cuda.cpp");
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo(
                "g++",
                [
                    "-O2", "-w", "-shared", "-fPIC", $"-DKERNELS=\"{kernels}\"", "-o", library,
                    source,
                ])
            {
                RedirectStandardError = true,
            })!;
            string errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0
                ? library
                : throw new InvalidOperationException($"g++ fails: {errors}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
