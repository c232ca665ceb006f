using System.Runtime.InteropServices;

namespace Similarity.Search.Device;

/// <summary>
/// The rows of a collection as slabs on a device: those that fit stay there, the others are copied
/// through one buffer each time they are asked for.
/// </summary>
internal sealed class DeviceRows : IDisposable
{
    private const int Slab = ScanDevice.SlabRows;

    /// <summary>Lanes are turned so many rows at a time: 64 bytes of a lane.</summary>
    private const int Together = 16;

    /// <summary>Slabs are made ready on the host this many bytes at a time.</summary>
    private const long HostBytes = 128 << 20;

    /// <summary>A buffer larger than this has no merit.</summary>
    private const long LargestBlock = 1L << 30;

    private readonly ScanDevice device;
    private readonly VectorCollection vectors;
    private readonly PreparedVectors prepared;
    private readonly List<ScanBuffer> resident = [];
    private readonly int blockSlabs;
    private readonly ScanBuffer? staging;

    /// <param name="bytes">What the rows may take of the device's memory.</param>
    /// <exception cref="Numerics.Hardware.GpuMemoryException"/>
    public DeviceRows(
        ScanDevice device, VectorCollection vectors, PreparedVectors prepared, long bytes)
    {
        this.device = device;
        this.vectors = vectors;
        this.prepared = prepared;
        long slabBytes = (long)Slab * prepared.Width * sizeof(float);
        Slabs = (vectors.Count + Slab - 1) / Slab;
        bool allFit = Slabs * slabBytes <= bytes;
        long block = Math.Min(Math.Min(LargestBlock, device.LargestBuffer), bytes);
        if (!allFit)
        {
            // Of what does not fit, no less than half can stay.
            block = Math.Min(block, bytes / 4);
        }

        block = Math.Max(block, slabBytes);
        if (block > Math.Min(bytes, device.LargestBuffer))
        {
            throw new Numerics.Hardware.GpuMemoryException(
                $"{Slab} vectors take {slabBytes} bytes, and {bytes} are to be had", 0);
        }

        blockSlabs = (int)Math.Min(block / slabBytes, Math.Max(1, Slabs));
        Blocks = (Slabs + blockSlabs - 1) / blockSlabs;
        long stay = allFit ? Blocks : bytes / (blockSlabs * slabBytes) - 1;
        try
        {
            for (int i = 0; i < Math.Min(stay, Blocks); i++)
            {
                ScanBuffer buffer = device.Allocate(SlabsOf(i) * slabBytes);
                resident.Add(buffer);
                Copy(i, buffer, Environment.ProcessorCount, CancellationToken.None);
            }

            if (resident.Count < Blocks)
            {
                staging = device.Allocate(blockSlabs * slabBytes);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Slabs { get; }

    /// <summary>Pieces that the rows are searched in, one after the other.</summary>
    public int Blocks { get; }

    public int ResidentBlocks => resident.Count;

    public int FirstRow(int block) => block * blockSlabs * Slab;

    public int SlabsOf(int block) => Math.Min(blockSlabs, Slabs - block * blockSlabs);

    /// <summary>A block on the device, until the next one is asked for.</summary>
    public ScanBuffer Block(int block, SearchOptions options)
    {
        if (block < resident.Count)
        {
            return resident[block];
        }

        Copy(block, staging!, options.Threads, options.CancellationToken);
        return staging!;
    }

    public void Dispose()
    {
        foreach (ScanBuffer buffer in resident)
        {
            buffer.Dispose();
        }

        resident.Clear();
        staging?.Dispose();
    }

    private void Copy(
        int block, ScanBuffer target, int threads, CancellationToken cancellation)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        int slabFloats = Slab * prepared.Width;
        int together = (int)Math.Clamp(
            HostBytes / (slabFloats * sizeof(float)), 1, SlabsOf(block));
        float[] turned = new float[(long)together * slabFloats];
        int firstSlab = block * blockSlabs;
        for (int slab = 0; slab < SlabsOf(block); slab += together)
        {
            cancellation.ThrowIfCancellationRequested();
            int many = Math.Min(together, SlabsOf(block) - slab);
            Parallel.For(0, many * (Slab / Together), parallel, strip => Turn(
                (firstSlab + slab) * Slab + strip * Together,
                turned.AsSpan(strip / (Slab / Together) * slabFloats, slabFloats),
                strip % (Slab / Together) * Together));
            device.Write(
                target,
                (long)slab * slabFloats * sizeof(float),
                MemoryMarshal.AsBytes(turned.AsSpan(0, many * slabFloats)));
        }
    }

    // A lane of a strip of rows is written at once, as one line of the cache.
    private void Turn(int firstRow, Span<float> slab, int place)
    {
        int width = prepared.Width;
        float[] strip = new float[Together * width];
        for (int i = 0; i < Together && firstRow + i < vectors.Count; i++)
        {
            prepared.Prepare(vectors.Row(firstRow + i), strip.AsSpan(i * width, width));
        }

        for (int lane = 0; lane < width; lane++)
        {
            Span<float> target = slab.Slice(lane * Slab + place, Together);
            for (int i = 0; i < Together; i++)
            {
                target[i] = strip[i * width + lane];
            }
        }
    }
}
