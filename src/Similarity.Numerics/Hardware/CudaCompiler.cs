using System.Text;

namespace Similarity.Numerics.Hardware;

/// <summary>NVRTC, the CUDA compiler as a library, where it is installed.</summary>
internal static unsafe class CudaCompiler
{
    private const int Success = 0;

    private static readonly string[] LibraryNames =
    [
        "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so",
        "nvrtc64_130_0.dll", "nvrtc64_120_0.dll", "nvrtc64_112_0.dll",
    ];

    /// <summary>
    /// The source as PTX for a compute capability such as "9.0"; null, and why, without NVRTC or
    /// when it refuses.
    /// </summary>
    public static string? TryCompile(string source, string capability, out string? refusal)
    {
        if (!DriverLibrary.TryOpen(LibraryNames, out DriverLibrary library))
        {
            refusal = "NVRTC is not installed";
            return null;
        }

        var functions = new Functions(library);
        string architecture = "--gpu-architecture=compute_"
            + capability.Replace(".", "", StringComparison.Ordinal) + '\0';
        nint program = 0;
        try
        {
            int status;
            fixed (byte* text = Encoding.UTF8.GetBytes(source + '\0'),
                name = "similarity.cu\0"u8,
                option = Encoding.ASCII.GetBytes(architecture))
            {
                byte* options = option;
                status = functions.Create(&program, text, name, 0, null, null);
                status = status != Success ? status : functions.Compile(program, 1, &options);
            }

            if (status == Success)
            {
                refusal = null;
                return Text(program, functions.GetPtxSize, functions.GetPtx);
            }

            string log = program == 0
                ? "" : Text(program, functions.GetLogSize, functions.GetLog);
            refusal = $"NVRTC fails with status {status}: {log}";
            return null;
        }
        finally
        {
            if (program != 0)
            {
                functions.Destroy(&program);
            }
        }
    }

    private static string Text(
        nint program,
        delegate* unmanaged<nint, nuint*, int> getSize,
        delegate* unmanaged<nint, byte*, int> getText)
    {
        nuint size;
        int status = getSize(program, &size);
        byte[] text = new byte[status == Success ? size : 0];
        fixed (byte* first = text)
        {
            status = status != Success ? status : getText(program, first);
        }

        return status == Success
            ? Encoding.UTF8.GetString(text).TrimEnd('\0')
            : throw new GpuException($"NVRTC gives no text: status {status}", status);
    }

    private readonly struct Functions(DriverLibrary library)
    {
        public readonly delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int> Create =
            (delegate* unmanaged<nint*, byte*, byte*, int, byte**, byte**, int>)
                library.Function("nvrtcCreateProgram");

        public readonly delegate* unmanaged<nint, int, byte**, int> Compile =
            (delegate* unmanaged<nint, int, byte**, int>)library.Function("nvrtcCompileProgram");

        public readonly delegate* unmanaged<nint, nuint*, int> GetPtxSize =
            (delegate* unmanaged<nint, nuint*, int>)library.Function("nvrtcGetPTXSize");

        public readonly delegate* unmanaged<nint, byte*, int> GetPtx =
            (delegate* unmanaged<nint, byte*, int>)library.Function("nvrtcGetPTX");

        public readonly delegate* unmanaged<nint, nuint*, int> GetLogSize =
            (delegate* unmanaged<nint, nuint*, int>)library.Function("nvrtcGetProgramLogSize");

        public readonly delegate* unmanaged<nint, byte*, int> GetLog =
            (delegate* unmanaged<nint, byte*, int>)library.Function("nvrtcGetProgramLog");

        public readonly delegate* unmanaged<nint*, int> Destroy =
            (delegate* unmanaged<nint*, int>)library.Function("nvrtcDestroyProgram");
    }
}
