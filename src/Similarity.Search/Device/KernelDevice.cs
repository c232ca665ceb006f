using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>An OpenCL or CUDA device that runs the kernels of <c>Kernels/search.cl</c>.</summary>
internal sealed class KernelDevice : ScanDevice
{
    // The sizes of groups that the kernels are written for.
    private const int Threads = 256;
    private const int Tile = 64;
    private const int TileSide = 16;

    private static readonly string[] Names =
    [
        "scan_dot", "scan_square", "scan_share", "scan_bits",
        "tile_dot", "tile_square", "tile_share", "collect", "shrink",
    ];

    private static readonly Lazy<GpuProgram> Texts = new(() =>
        new GpuProgram(Text("search.cl"), Text("search.ptx"), Names));

    private readonly GpuContext context;

    /// <param name="context">Owned from here on.</param>
    internal KernelDevice(GpuContext context) => this.context = context;

    public override string Description =>
        $"{context.Device.Interface} {context.Device.Name} ({context.Compiler}"
        + (context.Product is null ? ")" : $", {context.Product.Name})");

    public override long FreeBytes => context.FreeBytes;

    public override long LargestBuffer => context.LargestBuffer;

    public override bool Multiplies => context.Product is not null;

    public override int TileQueries => Tile;

    internal static GpuProgram Program => Texts.Value;

    /// <summary>For measurements of the device itself.</summary>
    internal GpuContext Context => context;

    /// <exception cref="GpuException"/>
    public static KernelDevice Open(GpuDevice device) =>
        new(GpuContext.Open(device, Program));

    public override ScanBuffer Allocate(long bytes) => new Buffer(context.Allocate(bytes));

    public override void Fill(ScanBuffer buffer, uint word, long words) =>
        context.Fill(Of(buffer), word, words);

    public override void Write(ScanBuffer buffer, long offset, ReadOnlySpan<byte> source) =>
        context.Write(Of(buffer), offset, source);

    public override void Read(ScanBuffer buffer, long offset, Span<byte> target) =>
        context.Read(Of(buffer), offset, target);

    public override void Score(ScanOperation operation, in ScoreArguments arguments)
    {
        bool tiled = arguments.Columns % Tile == 0 && operation != ScanOperation.Bits;
        string kernel = operation switch
        {
            ScanOperation.Dot => tiled ? "tile_dot" : "scan_dot",
            ScanOperation.Square => tiled ? "tile_square" : "scan_square",
            ScanOperation.Share => tiled ? "tile_share" : "scan_share",
            _ => "scan_bits",
        };
        int rows = arguments.Slabs * SlabRows;
        context.Launch(
            kernel,
            tiled
                ? (rows / Tile, arguments.Columns / Tile)
                : (rows / Threads, arguments.Columns),
            tiled ? (TileSide, TileSide) : (Threads, 1),
            [
                Of(arguments.Rows), (ulong)arguments.Slab, (uint)rows, Of(arguments.Queries),
                (uint)arguments.Columns, (uint)arguments.Width, Of(arguments.Mask),
                arguments.Masked ? 1u : 0u, (uint)arguments.FirstRow, (uint)arguments.LastRow,
                Of(arguments.Spans), Of(arguments.Scores),
            ]);
    }

    public override void Multiply(GpuPrecision precision, in ScoreArguments arguments)
    {
        GpuProduct product = context.Product ?? throw new InvalidOperationException(
            $"{context.Device.Name} has no library for products");
        product.Multiply(
            precision,
            (SlabRows, arguments.Columns, arguments.Width),
            arguments.Slabs,
            Of(arguments.Rows),
            arguments.Slab * SlabRows * arguments.Width,
            Of(arguments.Queries),
            Of(arguments.Scores));
    }

    public override void Collect(in CollectArguments arguments) => context.Launch(
        "collect",
        ((arguments.Taken + Threads - 1) / Threads, arguments.Columns),
        (Threads, 1),
        [
            Of(arguments.Scores), (uint)arguments.Stride, (uint)arguments.From,
            (uint)arguments.Taken, (uint)arguments.FirstRow, (uint)arguments.LastRow,
            Of(arguments.Mask), arguments.Masked ? 1u : 0u, (uint)arguments.Order,
            Of(arguments.RowNorms), Of(arguments.QueryNorms), Of(arguments.Thresholds),
            Of(arguments.Lists.Counts), Of(arguments.Lost), Of(arguments.Lists.Keys),
            Of(arguments.Lists.Rows), (uint)arguments.Capacity,
        ]);

    public override void Shrink(in ShrinkArguments arguments) => context.Launch(
        "shrink",
        (arguments.Columns, 1),
        (Threads, 1),
        [
            Of(arguments.From.Keys), Of(arguments.From.Rows), Of(arguments.From.Counts),
            (uint)arguments.Capacity, (uint)arguments.Keep, (uint)arguments.KeptCapacity,
            Of(arguments.To.Keys), Of(arguments.To.Rows), Of(arguments.To.Counts),
            Of(arguments.Thresholds), Of(arguments.Lost),
        ]);

    public override void Finish() => context.Finish();

    public override void Dispose() => context.Dispose();

    private static GpuBuffer Of(ScanBuffer buffer) => ((Buffer)buffer).Memory;

    private static string Text(string name)
    {
        using Stream stream = typeof(KernelDevice).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed class Buffer(GpuBuffer memory) : ScanBuffer
    {
        public GpuBuffer Memory => memory;

        public override long Bytes => memory.Bytes;

        public override void Dispose() => memory.Dispose();
    }
}
