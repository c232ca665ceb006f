using System.Runtime.InteropServices;
using Similarity.Numerics.Hardware;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// The networks of <see cref="NetworkDraws"/> on an OpenCL or CUDA device, in single precision:
/// rows are scaled on the processor in double precision, so that only what the network itself does
/// is rounded. Threads take turns.
/// </summary>
public sealed class DeviceDraws : INetworkDraws, IDisposable
{
    // The sizes of groups that the kernels are written for.
    private const int Tile = 64;
    private const int TileSide = 16;
    private const int Threads = 256;

    /// <summary>Rows on the device at a time.</summary>
    private const int MostRows = 1 << 13;

    private const string HiddenLayer = "hidden_layer", ExitLayer = "exit_layer";

    private static readonly Lazy<GpuProgram> Program = new(() => new GpuProgram(
        Text("network.cl"), Text("network.ptx"), [HiddenLayer, ExitLayer]));

    private readonly Lock turn = new();
    private readonly NetworkModel model;
    private readonly GpuContext context;
    private readonly List<GpuBuffer> owned = [];
    private readonly GpuBuffer weights;
    private readonly GpuBuffer entered;
    private readonly GpuBuffer[] layers;
    private readonly GpuBuffer sums;

    private DeviceDraws(NetworkModel model, double[][] drawn, GpuDevice device)
    {
        this.model = model;
        Count = drawn.Length;
        NetworkShape shape = model.Shape;
        context = GpuContext.Open(device, Program.Value);
        try
        {
            weights = Allocate((long)Count * shape.Parameters);
            for (int draw = 0; draw < Count; draw++)
            {
                float[] rounded = Array.ConvertAll(drawn[draw], weight => (float)weight);
                context.Write(
                    weights,
                    (long)draw * shape.Parameters * sizeof(float),
                    MemoryMarshal.AsBytes<float>(rounded));
            }

            entered = Allocate((long)MostRows * shape.Inputs);

            // What a layer reads, what opened the block, what the layer writes.
            long size = (long)MostRows * shape.Width;
            layers = [Allocate(size), Allocate(size), Allocate(size)];
            sums = Allocate(3L * MostRows);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Count { get; }

    /// <summary>The device, for people.</summary>
    public string Description =>
        $"{context.Device.Interface} {context.Device.Name} ({context.Compiler})";

    /// <summary>As <see cref="NetworkDraws.Of"/>, with the same weights.</summary>
    /// <exception cref="GpuException">The device does not take it.</exception>
    public static DeviceDraws Of(NetworkModel model, int count, ulong seed, GpuDevice device) =>
        new(model, WeightDraws.Of(model, count, seed), device);

    /// <summary>As <see cref="NetworkDraws.Centre"/>.</summary>
    /// <exception cref="GpuException">The device does not take it.</exception>
    public static DeviceDraws Centre(NetworkModel model, GpuDevice device) =>
        new(model, WeightDraws.Centre(model), device);

    /// <inheritdoc/>
    /// <exception cref="GpuException">The device fails.</exception>
    public void Predict(
        double[] rows,
        int count,
        Span<double> mean,
        Span<double> aleatoric,
        Span<double> epistemic,
        int threads,
        CancellationToken cancellation = default)
    {
        int columns = model.Shape.Inputs, most = Math.Min(count, MostRows);
        double[] scaled = new double[most * columns];
        float[] rounded = new float[most * columns], found = new float[3 * most];
        double unit = model.TargetDeviation, square = unit * unit;
        for (int first = 0; first < count; first += MostRows)
        {
            cancellation.ThrowIfCancellationRequested();
            int some = Math.Min(MostRows, count - first), numbers = some * columns;
            model.Inputs.Apply(rows.AsSpan(first * columns, numbers), scaled);
            for (int i = 0; i < numbers; i++)
            {
                rounded[i] = (float)scaled[i];
            }

            lock (turn)
            {
                context.Write(entered, 0, MemoryMarshal.AsBytes(rounded.AsSpan(0, numbers)));
                for (int draw = 0; draw < Count; draw++)
                {
                    Launch(draw, some);
                }

                context.Read(sums, 0, MemoryMarshal.AsBytes(found.AsSpan(0, 3 * some)));
            }

            for (int row = 0; row < some; row++)
            {
                mean[first + row] = model.TargetMean + unit * found[row];
                epistemic[first + row] = square * found[some + row] / Count;
                aleatoric[first + row] = square * found[2 * some + row] / Count;
            }
        }
    }

    public void Dispose()
    {
        owned.ForEach(buffer => buffer.Dispose());
        context.Dispose();
    }

    private static string Text(string name)
    {
        using Stream stream = typeof(DeviceDraws).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private GpuBuffer Allocate(long floats)
    {
        GpuBuffer buffer = context.Allocate(floats * sizeof(float));
        owned.Add(buffer);
        return buffer;
    }

    private void Launch(int draw, int rows)
    {
        NetworkShape shape = model.Shape;
        ulong start = (ulong)draw * (ulong)shape.Parameters;
        GpuBuffer x = entered, block = entered;
        for (int layer = 0; layer < shape.Layers - 1; layer++)
        {
            if (shape.OpensBlock(layer))
            {
                block = x;
            }

            GpuBuffer next = layers.First(buffer => buffer != x && buffer != block);
            context.Launch(
                HiddenLayer,
                (Groups(rows, Tile), Groups(shape.Width, Tile)),
                (TileSide, TileSide),
                [
                    x, (uint)rows, (uint)shape.InputsOf(layer),
                    weights, start + (ulong)shape.Start(layer), (uint)shape.Width,
                    block, shape.ClosesBlock(layer) ? 1u : 0u, next,
                ]);
            x = next;
        }

        int exit = shape.Layers - 1;
        context.Launch(
            ExitLayer,
            (Groups(rows, Threads), 1),
            (Threads, 1),
            [
                x, (uint)rows, (uint)shape.InputsOf(exit),
                weights, start + (ulong)shape.Start(exit), (uint)draw, sums,
            ]);
    }

    private static int Groups(int size, int each) => (size + each - 1) / each;
}
