using System.Text;

namespace Similarity.Numerics.Hardware;

/// <summary>An OpenCL device with one queue, in order.</summary>
internal sealed unsafe class OpenClContext : GpuContext
{
    // Values of CL/cl.h.
    private const int Success = 0;
    private const int AllocationFailure = -4;
    private const int OutOfResources = -5;
    private const int BuildFailure = -11;
    private const int InvalidBufferSize = -61;
    private const uint Yes = 1;
    private const uint BuildLog = 0x1183;
    private const ulong ReadWrite = 1;

    private readonly OpenClFunctions functions;
    private readonly Dictionary<string, nint> kernels = new(StringComparer.Ordinal);
    private readonly nint device;
    private nint context;
    private nint queue;
    private nint program;

    public OpenClContext(GpuDevice described, GpuProgram texts)
        : base(described)
    {
        DriverLibrary library = OpenClDriver.Open();
        functions = new OpenClFunctions(library);
        (device, LargestBuffer) = OpenClDriver.Handle(library, described.Ordinal);
        try
        {
            int status;
            nint chosen = device;
            context = functions.CreateContext(null, 1, &chosen, 0, 0, &status);
            Check(status, "to make a context");
            queue = functions.CreateQueue(context, device, 0, &status);
            Check(status, "to make a queue");
            Build(texts);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override string Compiler => "OpenCL C";

    /// <summary>What the device has: OpenCL does not tell what of it others hold.</summary>
    public override long FreeBytes => Device.MemoryBytes;

    public override long LargestBuffer { get; }

    public override GpuBuffer Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        int status;
        nint handle = functions.CreateBuffer(context, ReadWrite, (nuint)bytes, null, &status);
        Check(status, $"a buffer of {bytes} bytes");
        var buffer = new GpuBuffer(handle, bytes, free => functions.ReleaseBuffer(free));
        try
        {
            // Many drivers take the memory only when it is touched: a failure shows here.
            byte zero = 0;
            Check(
                functions.Fill(queue, handle, &zero, 1, 0, (nuint)bytes, 0, null, null),
                $"a buffer of {bytes} bytes");
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        return buffer;
    }

    public override void Fill(GpuBuffer buffer, uint word, long words)
    {
        CheckRange(buffer, 0, words * sizeof(uint));
        nuint bytes = (nuint)words * sizeof(uint);
        Check(
            functions.Fill(queue, buffer.Handle, &word, sizeof(uint), 0, bytes, 0, null, null),
            "to fill a buffer");
    }

    public override void Write(GpuBuffer buffer, long offset, ReadOnlySpan<byte> source)
    {
        CheckRange(buffer, offset, source.Length);
        fixed (byte* from = source)
        {
            Check(
                source.IsEmpty ? Success : functions.Write(
                    queue, buffer.Handle, Yes, (nuint)offset, (nuint)source.Length, from, 0, null,
                    null),
                "to write a buffer");
        }
    }

    public override void Read(GpuBuffer buffer, long offset, Span<byte> target)
    {
        CheckRange(buffer, offset, target.Length);
        fixed (byte* to = target)
        {
            Check(
                target.IsEmpty ? Success : functions.Read(
                    queue, buffer.Handle, Yes, (nuint)offset, (nuint)target.Length, to, 0, null,
                    null),
                "to read a buffer");
        }
    }

    public override void Copy(GpuBuffer source, GpuBuffer target, long bytes)
    {
        CheckRange(source, 0, bytes);
        CheckRange(target, 0, bytes);
        Check(
            functions.Copy(
                queue, source.Handle, target.Handle, 0, 0, (nuint)bytes, 0, null, null),
            "to copy a buffer");
    }

    public override void Launch(
        string kernel,
        (int X, int Y) groups,
        (int X, int Y) threads,
        ReadOnlySpan<GpuArgument> arguments)
    {
        nint handle = kernels[kernel];
        for (int i = 0; i < arguments.Length; i++)
        {
            ulong bits = arguments[i].Bits;
            Check(
                functions.SetArgument(handle, (uint)i, (nuint)arguments[i].Bytes, &bits),
                $"argument {i} of {kernel}");
        }

        nuint* global = stackalloc nuint[2];
        global[0] = (nuint)groups.X * (nuint)threads.X;
        global[1] = (nuint)groups.Y * (nuint)threads.Y;
        nuint* local = stackalloc nuint[2];
        local[0] = (nuint)threads.X;
        local[1] = (nuint)threads.Y;
        Check(
            functions.Launch(queue, handle, 2, null, global, local, 0, null, null),
            $"to start {kernel}");
    }

    public override void Finish() => Check(functions.Finish(queue), "to finish its work");

    public override void Dispose()
    {
        if (queue != 0)
        {
            functions.Finish(queue);
        }

        foreach (nint kernel in kernels.Values)
        {
            functions.ReleaseKernel(kernel);
        }

        kernels.Clear();
        Release(functions.ReleaseProgram, ref program);
        Release(functions.ReleaseQueue, ref queue);
        Release(functions.ReleaseContext, ref context);
    }

    private static void Release(delegate* unmanaged<nint, int> release, ref nint handle)
    {
        if (handle != 0)
        {
            release(handle);
            handle = 0;
        }
    }

    private void Build(GpuProgram texts)
    {
        int status;
        byte[] source = Encoding.UTF8.GetBytes(texts.Source);
        nuint length = (nuint)source.Length;
        fixed (byte* first = source)
        {
            byte* text = first;
            program = functions.CreateProgram(context, 1, &text, &length, &status);
        }

        Check(status, "a program");
        nint chosen = device;
        fixed (byte* build = "-cl-std=CL1.2\0"u8)
        {
            status = functions.BuildProgram(program, 1, &chosen, build, 0, 0);
        }

        if (status == BuildFailure)
        {
            throw new GpuException(
                $"{Device.Name} cannot compile the kernels: {Log()}", status);
        }

        Check(status, "to compile the kernels");
        foreach (string name in texts.Kernels)
        {
            fixed (byte* ascii = Encoding.ASCII.GetBytes(name + '\0'))
            {
                kernels[name] = functions.CreateKernel(program, ascii, &status);
            }

            Check(status, $"the kernel {name}");
        }
    }

    private string Log()
    {
        nuint size;
        Check(
            functions.GetBuildInfo(program, device, BuildLog, 0, null, &size),
            "to tell why it cannot compile");
        byte[] text = new byte[size];
        fixed (byte* first = text)
        {
            Check(
                functions.GetBuildInfo(program, device, BuildLog, size, first, null),
                "to tell why it cannot compile");
        }

        return Encoding.UTF8.GetString(text).TrimEnd('\0', '\n');
    }

    private void Check(int status, string what)
    {
        if (status == Success)
        {
            return;
        }

        string message = $"OpenCL refuses {what} on {Device.Name}: status {status}";
        throw status is AllocationFailure or OutOfResources or InvalidBufferSize
            ? new GpuMemoryException(message, status)
            : new GpuException(message, status);
    }
}
