using System.Text;

namespace Similarity.Numerics.Hardware;

/// <summary>
/// The primary context of a CUDA device. Kernels come from NVRTC where it is installed and the
/// driver takes what it makes, else from the PTX of the program.
/// </summary>
internal sealed unsafe class CudaContext : GpuContext
{
    // Values of cuda.h.
    private const int Success = 0;
    private const int OutOfMemory = 2;
    private const int ErrorLogBuffer = 5;
    private const int ErrorLogBytes = 6;
    private const int LogLength = 4096;

    private readonly CudaFunctions functions;
    private readonly Dictionary<string, nint> kernels = new(StringComparer.Ordinal);
    private readonly int device;
    private readonly CudaProduct? product;
    private nint context;
    private nint module;

    public CudaContext(GpuDevice described, GpuProgram program)
        : base(described)
    {
        functions = new CudaFunctions(CudaDriver.Open());
        Check(functions.Init(0), "to start");
        int found;
        Check(functions.GetDevice(&found, described.Ordinal), "the device");
        device = found;
        nint retained;
        Check(functions.RetainContext(&retained, device), "a context");
        context = retained;
        try
        {
            Enter();
            Compiler = Load(program);
            foreach (string name in program.Kernels)
            {
                nint kernel;
                fixed (byte* ascii = Encoding.ASCII.GetBytes(name + '\0'))
                {
                    Check(functions.GetFunction(&kernel, module, ascii), $"the kernel {name}");
                }

                kernels[name] = kernel;
            }

            product = CudaProduct.TryOpen();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override string Compiler { get; }

    public override GpuProduct? Product => product;

    public override long FreeBytes
    {
        get
        {
            Enter();
            nuint free, total;
            Check(functions.GetMemory(&free, &total), "to tell its memory");
            return (long)free;
        }
    }

    /// <summary>Any buffer that fits is given.</summary>
    public override long LargestBuffer => Device.MemoryBytes;

    public override GpuBuffer Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        Enter();
        nuint words = (nuint)(bytes + sizeof(uint) - 1) / sizeof(uint);
        nint address;
        Check(functions.Allocate(&address, words * sizeof(uint)), $"a buffer of {bytes} bytes");
        var buffer = new GpuBuffer(address, bytes, Free);
        Check(functions.FillWords(address, 0, words), "to fill a buffer");
        return buffer;
    }

    public override void Fill(GpuBuffer buffer, uint word, long words)
    {
        CheckRange(buffer, 0, words * sizeof(uint));
        Enter();
        Check(functions.FillWords(buffer.Handle, word, (nuint)words), "to fill a buffer");
    }

    public override void Write(GpuBuffer buffer, long offset, ReadOnlySpan<byte> source)
    {
        CheckRange(buffer, offset, source.Length);
        Enter();
        fixed (byte* from = source)
        {
            Check(
                source.IsEmpty ? Success : functions.CopyToDevice(
                    buffer.Handle + (nint)offset, from, (nuint)source.Length),
                "to write a buffer");
        }
    }

    public override void Read(GpuBuffer buffer, long offset, Span<byte> target)
    {
        CheckRange(buffer, offset, target.Length);
        Enter();
        fixed (byte* to = target)
        {
            Check(
                target.IsEmpty ? Success : functions.CopyToHost(
                    to, buffer.Handle + (nint)offset, (nuint)target.Length),
                "to read a buffer");
        }
    }

    public override void Copy(GpuBuffer source, GpuBuffer target, long bytes)
    {
        CheckRange(source, 0, bytes);
        CheckRange(target, 0, bytes);
        Enter();
        Check(
            functions.CopyOnDevice(target.Handle, source.Handle, (nuint)bytes),
            "to copy a buffer");
    }

    public override void Launch(
        string kernel,
        (int X, int Y) groups,
        (int X, int Y) threads,
        ReadOnlySpan<GpuArgument> arguments)
    {
        Enter();

        // The driver takes the address of each argument and reads as many bytes as the kernel's
        // declaration says: the lowest ones, as these machines store numbers.
        ulong* values = stackalloc ulong[arguments.Length];
        void** addresses = stackalloc void*[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Bits;
            addresses[i] = values + i;
        }

        int status = functions.Launch(
            kernels[kernel], (uint)groups.X, (uint)groups.Y, 1, (uint)threads.X, (uint)threads.Y,
            1, 0, 0, addresses, null);
        Check(status, $"to start {kernel}");
    }

    public override void Finish()
    {
        Enter();
        Check(functions.Synchronize(), "to finish its work");
    }

    public override void Dispose()
    {
        if (context == 0)
        {
            return;
        }

        // A broken context refuses all of this; the release of the device still counts.
        functions.SetContext(context);
        product?.Dispose();
        if (module != 0)
        {
            functions.UnloadModule(module);
        }

        functions.ReleaseContext(device);
        context = 0;
        module = 0;
    }

    private string Load(GpuProgram program)
    {
        string capability = Device.Version["compute ".Length..];
        string? compiled = CudaCompiler.TryCompile(program.Source, capability, out string? refusal);
        if (compiled is not null && TryLoad(compiled, out refusal))
        {
            return "NVRTC";
        }

        if (!TryLoad(program.Ptx, out string? reason))
        {
            throw new GpuException($"{Device.Name} does not take the kernels: {reason}", 0);
        }

        return $"PTX, because {refusal}";
    }

    private bool TryLoad(string ptx, out string? refusal)
    {
        byte[] log = new byte[LogLength];
        int* options = stackalloc int[] { ErrorLogBuffer, ErrorLogBytes };
        void** values = stackalloc void*[2];
        nint loaded = 0;
        int status;
        fixed (byte* text = Encoding.UTF8.GetBytes(ptx + '\0'), logged = log)
        {
            values[0] = logged;
            values[1] = (void*)(nint)LogLength;
            status = functions.LoadModule(&loaded, text, 2, options, values);
        }

        module = loaded;
        int length = Math.Max(0, Array.IndexOf(log, (byte)0));
        refusal = status == Success
            ? null
            : $"{functions.ErrorName(status)} {Encoding.UTF8.GetString(log, 0, length)}".Trim();
        return status == Success;
    }

    private void Free(nint address)
    {
        // Nothing is left to free once the context is gone.
        if (context != 0)
        {
            functions.SetContext(context);
            functions.Free(address);
        }
    }

    /// <summary>Makes the context that of this thread.</summary>
    private void Enter() => Check(functions.SetContext(context), "its context");

    private void Check(int status, string what)
    {
        if (status == Success)
        {
            return;
        }

        string message =
            $"CUDA refuses {what} on {Device.Name}: {functions.ErrorName(status)}";
        throw status == OutOfMemory
            ? new GpuMemoryException(message, status)
            : new GpuException(message, status);
    }
}
