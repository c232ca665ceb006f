using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using Similarity.Numerics.Hardware;
using Similarity.Search.Device;

namespace Similarity.Search.Ilgpu;

/// <summary>An accelerator of ILGPU as search sees it.</summary>
internal sealed class IlgpuScanDevice : ScanDevice
{
    /// <summary>The memory reported for an accelerator without a limit of its own.</summary>
    private const long Unlimited = 4L << 30;

    private readonly Context context;
    private readonly Accelerator accelerator;
    private readonly Action<Index1D, ArrayView<uint>, uint> fill;
    private readonly Action<Index1D, ScoreInput>[] scores;
    private readonly Action<Index1D, CollectInput> collect;
    private readonly Action<Index1D, ShrinkInput> shrink;

    /// <param name="ordinal">Among the devices of a default context; null for the CPU.</param>
    public IlgpuScanDevice(int? ordinal)
    {
        // The threads of a group wait for each other after each group: of two, seldom.
        context = ordinal is null
            ? Context.Create(builder => builder.CPU(new CPUDevice(2, 1, 1)))
            : Context.CreateDefault();
        accelerator = context.Devices[ordinal ?? 0].CreateAccelerator(context);
        fill = accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<uint>, uint>(
            IlgpuKernels.Fill);
        scores =
        [
            Load(IlgpuKernels.Dot), Load(IlgpuKernels.Square), Load(IlgpuKernels.Share),
            Load(IlgpuKernels.Bits),
        ];
        collect = accelerator.LoadAutoGroupedStreamKernel<Index1D, CollectInput>(
            IlgpuKernels.Collect);
        shrink = accelerator.LoadAutoGroupedStreamKernel<Index1D, ShrinkInput>(
            IlgpuKernels.Shrink);
    }

    public override string Description =>
        $"ILGPU {accelerator.AcceleratorType} {accelerator.Name}";

    public override long FreeBytes => Math.Min(
        accelerator.MemorySize,
        accelerator.AcceleratorType == AcceleratorType.CPU ? Unlimited : long.MaxValue);

    // ILGPU counts the elements of the bytes that a buffer is made of in 32 bits in places.
    public override long LargestBuffer => Math.Min(FreeBytes, 1L << 30);

    public override bool Multiplies => false;

    public override int TileQueries => 1;

    public override ScanBuffer Allocate(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        try
        {
            long words = (bytes + sizeof(uint) - 1) / sizeof(uint);
            MemoryBuffer1D<uint, Stride1D.Dense> memory = accelerator.Allocate1D<uint>(words);
            memory.MemSetToZero();
            return new Buffer(memory);
        }
        catch (Exception exception)
            when (exception is AcceleratorException or OutOfMemoryException)
        {
            throw new GpuMemoryException(
                $"ILGPU gives no buffer of {bytes} bytes: {exception.Message}", 0);
        }
    }

    public override void Fill(ScanBuffer buffer, uint word, long words) =>
        fill((int)words, Words(buffer), word);

    public override void Write(ScanBuffer buffer, long offset, ReadOnlySpan<byte> source)
    {
        if (!source.IsEmpty)
        {
            Words(buffer)
                .SubView(offset / sizeof(uint), source.Length / sizeof(uint))
                .CopyFromCPU(accelerator.DefaultStream, MemoryMarshal.Cast<byte, uint>(source));
            accelerator.Synchronize();
        }
    }

    public override void Read(ScanBuffer buffer, long offset, Span<byte> target)
    {
        if (!target.IsEmpty)
        {
            Words(buffer)
                .SubView(offset / sizeof(uint), target.Length / sizeof(uint))
                .CopyToCPU(accelerator.DefaultStream, MemoryMarshal.Cast<byte, uint>(target));
            accelerator.Synchronize();
        }
    }

    public override void Score(ScanOperation operation, in ScoreArguments arguments)
    {
        int rows = arguments.Slabs * SlabRows;
        scores[(int)operation](rows, new ScoreInput
        {
            Rows = Numbers(arguments.Rows),
            RowBits = Words(arguments.Rows),
            Queries = Numbers(arguments.Queries),
            QueryBits = Words(arguments.Queries),
            Mask = Words(arguments.Mask),
            Spans = Numbers(arguments.Spans),
            Scores = Numbers(arguments.Scores),
            First = arguments.Slab * SlabRows * arguments.Width,
            Count = rows,
            Columns = arguments.Columns,
            Width = arguments.Width,
            Masked = arguments.Masked ? 1 : 0,
            FirstRow = arguments.FirstRow,
            LastRow = arguments.LastRow,
        });
    }

    public override void Multiply(GpuPrecision precision, in ScoreArguments arguments) =>
        Score(ScanOperation.Dot, arguments);

    public override void Collect(in CollectArguments arguments) =>
        collect(arguments.Taken, new CollectInput
        {
            Scores = Numbers(arguments.Scores),
            Mask = Words(arguments.Mask),
            RowNorms = Numbers(arguments.RowNorms),
            QueryNorms = Numbers(arguments.QueryNorms),
            Thresholds = Words(arguments.Thresholds),
            Lost = Words(arguments.Lost),
            Counts = Words(arguments.Lists.Counts),
            Keys = Words(arguments.Lists.Keys),
            Rows = Words(arguments.Lists.Rows),
            Stride = arguments.Stride,
            From = arguments.From,
            FirstRow = arguments.FirstRow,
            LastRow = arguments.LastRow,
            Masked = arguments.Masked ? 1 : 0,
            Order = (int)arguments.Order,
            Columns = arguments.Columns,
            Capacity = arguments.Capacity,
        });

    public override void Shrink(in ShrinkArguments arguments) =>
        shrink(arguments.Columns, new ShrinkInput
        {
            Counts = Words(arguments.From.Counts),
            Keys = Words(arguments.From.Keys),
            Rows = Words(arguments.From.Rows),
            KeptCounts = Words(arguments.To.Counts),
            KeptKeys = Words(arguments.To.Keys),
            KeptRows = Words(arguments.To.Rows),
            Thresholds = Words(arguments.Thresholds),
            Lost = Words(arguments.Lost),
            Capacity = arguments.Capacity,
            Keep = arguments.Keep,
            KeptCapacity = arguments.KeptCapacity,
        });

    public override void Finish() => accelerator.Synchronize();

    public override void Dispose()
    {
        accelerator.Dispose();
        context.Dispose();
    }

    private static ArrayView<uint> Words(ScanBuffer buffer) => ((Buffer)buffer).Words;

    private static ArrayView<float> Numbers(ScanBuffer buffer) => Words(buffer).Cast<float>();

    private Action<Index1D, ScoreInput> Load(Action<Index1D, ScoreInput> kernel) =>
        accelerator.LoadAutoGroupedStreamKernel(kernel);

    private sealed class Buffer(MemoryBuffer1D<uint, Stride1D.Dense> memory) : ScanBuffer
    {
        public ArrayView<uint> Words { get; } = memory.View.BaseView;

        public override long Bytes => memory.LengthInBytes;

        public override void Dispose() => memory.Dispose();
    }
}
