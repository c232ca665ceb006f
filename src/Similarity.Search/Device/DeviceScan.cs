using System.Numerics;
using System.Runtime.InteropServices;
using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>
/// Names candidates. Rows are scored in pieces, and those that may count go into a list for each
/// query; lists are cut to the nearest after each piece, which sets the threshold for the next. A
/// piece is the larger, the more rows have been seen, since of rows in no particular order ever
/// fewer are among the nearest.
/// </summary>
internal sealed class DeviceScan : IDisposable
{
    private const int Slab = ScanDevice.SlabRows;

    /// <summary>From so many queries on a batch is filled up to whole tiles.</summary>
    private const int FewestForTiles = 16;
    private const int ShortestList = 4096;
    private const int LongestBatch = 1024;

    private readonly ScanDevice device;
    private readonly PreparedVectors prepared;
    private readonly DeviceRows rows;
    private readonly ScanPlan plan;
    private readonly int count;
    private readonly long scratch;
    private readonly List<IDisposable> owned = [];
    private readonly ScanBuffer rowNorms;
    private readonly ScanBuffer spans;
    private readonly DeviceRoom queriesRoom;
    private readonly DeviceRoom queryNorms;
    private readonly DeviceRoom mask;
    private readonly DeviceRoom scores;
    private readonly DeviceRoom thresholds;
    private readonly DeviceRoom lost;
    private readonly (DeviceRoom Counts, DeviceRoom Keys, DeviceRoom Rows)[] lists;

    /// <param name="scratch">Bytes for lists and scores.</param>
    public DeviceScan(
        ScanDevice device,
        PreparedVectors prepared,
        DeviceRows rows,
        ScanPlan plan,
        float[] squaredNorms,
        int count,
        long scratch)
    {
        this.device = device;
        this.prepared = prepared;
        this.rows = rows;
        this.plan = plan;
        this.count = count;
        this.scratch = scratch;
        queriesRoom = Room();
        queryNorms = Room();
        mask = Room();
        scores = Room();
        thresholds = Room();
        lost = Room();
        lists = [(Room(), Room(), Room()), (Room(), Room(), Room())];
        try
        {
            spans = Own(device.Allocate(prepared.Spans.Length * sizeof(float)));
            device.Write(spans, 0, MemoryMarshal.AsBytes(prepared.Spans.AsSpan()));
            rowNorms = Own(device.Allocate(Math.Max(1L, squaredNorms.Length) * sizeof(float)));
            device.Write(rowNorms, 0, MemoryMarshal.AsBytes(squaredNorms.AsSpan()));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The precision of the products that a batch takes; null for direct sums.</summary>
    public GpuPrecision? ProductOf(int queries, GpuPrecision precision) =>
        device.Multiplies && plan.ProductOrder is not null && queries >= FewestForTiles
            ? precision
            : null;

    /// <summary>How many queries can be asked at once.</summary>
    public int Batch(int neighbours, GpuPrecision precision)
    {
        long list = 4L * sizeof(uint) * Capacity(ScanPlan.Keep(neighbours, precision));
        long query = list + 3 * Slab * sizeof(float);
        int batch = (int)Math.Min(LongestBatch, scratch / query);

        // Whole tiles, or fewer queries than would be filled up to one.
        int tile = device.TileQueries;
        batch = batch >= tile ? batch / tile * tile : Math.Min(batch, FewestForTiles - 1);
        return batch > 0 ? batch : throw new GpuMemoryException(
            $"lists of {neighbours} neighbours take {query} bytes, and {scratch} are to be had", 0);
    }

    /// <summary>The rows that may be among the neighbours of each query.</summary>
    public Candidates[] Candidates(
        ReadOnlySpan<float> queries, int neighbours, GpuPrecision? product, SearchOptions options)
    {
        int asked = Load(queries);
        int[] allowed = LoadMask(options.Among);
        int keep = ScanPlan.Keep(neighbours, product);
        int capacity = Capacity(keep);
        ScanLists from = Lists(0, asked, capacity), to = Lists(1, asked, capacity);
        ScanBuffer threshold = Filled(thresholds, ScoreKey.None, asked);
        ScanBuffer smallestLost = Filled(lost, ScoreKey.None, asked);
        device.Fill(from.Counts, 0, asked);
        long listBytes = 4L * sizeof(uint) * capacity * asked;
        int most = SlabsAtOnce(asked, scratch - listBytes, sizeof(float));
        long seen = 0;
        for (int block = 0; block < rows.Blocks; block++)
        {
            ScanBuffer buffer = rows.Block(block, options);
            for (int slab = 0; slab < rows.SlabsOf(block); slab += most)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int slabs = Math.Min(most, rows.SlabsOf(block) - slab);
                int firstRow = rows.FirstRow(block) + slab * Slab;
                ScanBuffer scored = Score(
                    buffer, slab, slabs, firstRow, asked, product, options.Among is not null);
                for (int first = 0, end; first < slabs; first = end)
                {
                    end = Piece(allowed, firstRow / Slab, first, slabs, keep, capacity, ref seen);
                    Collect(
                        scored, slabs, first, end, firstRow, product, options.Among is not null,
                        threshold, smallestLost, from, capacity, asked);
                    device.Shrink(new ShrinkArguments(
                        from, to, capacity, keep, capacity, threshold, smallestLost, asked));
                    (from, to) = (to, from);
                }
            }

            // A batch keeps the device busy long enough to be waited for, so that it can be
            // cancelled; one query does not.
            if (asked >= FewestForTiles)
            {
                device.Finish();
            }
        }

        device.Shrink(new ShrinkArguments(
            from, to, capacity, keep, keep, threshold, smallestLost, asked));
        return Take(to, keep, smallestLost, asked);
    }

    /// <summary>For each query all rows whose score, by direct sums, is not larger.</summary>
    public List<int>[] RowsUpTo(
        ReadOnlySpan<float> queries, ReadOnlySpan<float> largest, SearchOptions options)
    {
        int asked = Load(queries);
        LoadMask(options.Among);
        uint[] above = new uint[asked];
        for (int query = 0; query < asked; query++)
        {
            above[query] = ScoreKey.Of(largest[query]) + 1;
        }

        ScanBuffer threshold = Filled(thresholds, 0, asked);
        device.Write(threshold, 0, MemoryMarshal.AsBytes(above.AsSpan()));
        ScanBuffer smallestLost = Filled(lost, ScoreKey.None, asked);
        int most = SlabsAtOnce(asked, scratch, 3 * sizeof(float));
        List<int>[] found = [.. above.Select(_ => new List<int>())];
        for (int block = 0; block < rows.Blocks; block++)
        {
            ScanBuffer buffer = rows.Block(block, options);
            for (int slab = 0; slab < rows.SlabsOf(block); slab += most)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int slabs = Math.Min(most, rows.SlabsOf(block) - slab);
                int firstRow = rows.FirstRow(block) + slab * Slab;
                ScanBuffer scored = Score(
                    buffer, slab, slabs, firstRow, asked, null, options.Among is not null);
                ScanLists list = Lists(0, asked, slabs * Slab);
                device.Fill(list.Counts, 0, asked);
                Collect(
                    scored, slabs, 0, slabs, firstRow, null, options.Among is not null,
                    threshold, smallestLost, list, slabs * Slab, asked);
                Append(list, slabs * Slab, found);
            }
        }

        return found;
    }

    public void Dispose()
    {
        foreach (IDisposable part in owned)
        {
            part.Dispose();
        }
    }

    // What a range may hold: as many as the lists have room for in any case, or as many as give
    // a quarter of that room when rows come in no particular order.
    private static int Piece(
        int[] allowed, int firstSlab, int first, int slabs, int keep, int capacity, ref long seen)
    {
        long room = capacity - keep;
        long most = Math.Max(room, (long)(seen / (4.0 * keep) * room));
        long taken = allowed[firstSlab + first];
        int end = first + 1;
        while (end < slabs && taken + allowed[firstSlab + end] <= most)
        {
            taken += allowed[firstSlab + end];
            end++;
        }

        seen += taken;
        return end;
    }

    private int Columns(int queries)
    {
        int tile = queries < FewestForTiles ? 1 : device.TileQueries;
        return (queries + tile - 1) / tile * tile;
    }

    private int Capacity(int keep) =>
        (int)Math.Min(Math.Max(ShortestList, 4L * keep), Math.Max(1, rows.Slabs) * (long)Slab);

    private int SlabsAtOnce(int queries, long bytes, int each) => (int)Math.Clamp(
        Math.Min(bytes, device.LargestBuffer) / ((long)Columns(queries) * Slab * each),
        1,
        int.MaxValue / Slab);

    private int Load(ReadOnlySpan<float> queries)
    {
        int width = prepared.Width;
        int asked = queries.Length / width;
        int columns = Columns(asked);
        float[] lanes = new float[columns * width];
        float[] norms = new float[columns];
        float[] one = new float[width];
        for (int query = 0; query < asked; query++)
        {
            ReadOnlySpan<float> vector = queries.Slice(query * width, width);
            norms[query] = (float)PreparedVectors.SquaredNorm(vector);
            prepared.Prepare(vector, one);
            for (int lane = 0; lane < width; lane++)
            {
                lanes[lane * columns + query] = one[lane];
            }
        }

        device.Write(
            queriesRoom.Of((long)lanes.Length * sizeof(float)), 0,
            MemoryMarshal.AsBytes(lanes.AsSpan()));
        device.Write(
            queryNorms.Of((long)columns * sizeof(float)), 0, MemoryMarshal.AsBytes(norms.AsSpan()));
        return asked;
    }

    /// <summary>Copies the mask, and counts for each slab the rows that may be found.</summary>
    private int[] LoadMask(RowMask? among)
    {
        int[] allowed = new int[rows.Slabs];
        ReadOnlySpan<ulong> words = among is null ? default : among.Words;
        for (int slab = 0; slab < allowed.Length; slab++)
        {
            int firstWord = slab * (Slab / 64);
            if (among is null)
            {
                allowed[slab] = Math.Min(Slab, count - slab * Slab);
                continue;
            }

            foreach (ulong word in
                words[firstWord..Math.Min(words.Length, firstWord + Slab / 64)])
            {
                allowed[slab] += BitOperations.PopCount(word);
            }
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(words);
        device.Write(mask.Of(bytes.Length), 0, bytes);
        return allowed;
    }

    private ScanBuffer Score(
        ScanBuffer buffer, int slab, int slabs, int firstRow, int asked, GpuPrecision? product,
        bool masked)
    {
        int columns = Columns(asked);
        ScanBuffer scored = scores.Of((long)columns * slabs * Slab * sizeof(float));
        var arguments = new ScoreArguments(
            buffer, slab, slabs, queriesRoom.Of(0), columns, prepared.Width, mask.Of(0), masked,
            firstRow, count - 1, spans, scored);
        if (product is null)
        {
            device.Score(plan.Operation, arguments);
        }
        else
        {
            device.Multiply(product.Value, arguments);
        }

        return scored;
    }

    private void Collect(
        ScanBuffer scored, int slabs, int firstSlab, int endSlab, int firstRow,
        GpuPrecision? product, bool masked, ScanBuffer threshold, ScanBuffer smallestLost,
        ScanLists into, int capacity, int asked) => device.Collect(new CollectArguments(
            scored, slabs * Slab, firstSlab * Slab, (endSlab - firstSlab) * Slab, firstRow,
            count - 1, mask.Of(0), masked,
            product is null ? plan.Order : plan.ProductOrder!.Value,
            rowNorms, queryNorms.Of(0), threshold, smallestLost, into, capacity, asked));

    private ScanLists Lists(int which, int asked, int capacity) => new(
        lists[which].Counts.Of((long)asked * sizeof(uint)),
        lists[which].Keys.Of((long)asked * capacity * sizeof(uint)),
        lists[which].Rows.Of((long)asked * capacity * sizeof(uint)));

    private ScanBuffer Filled(DeviceRoom room, uint word, int words)
    {
        ScanBuffer buffer = room.Of((long)words * sizeof(uint));
        device.Fill(buffer, word, words);
        return buffer;
    }

    private Candidates[] Take(ScanLists list, int keep, ScanBuffer smallestLost, int asked)
    {
        uint[] counts = Words(list.Counts, 0, asked);
        uint[] losses = Words(smallestLost, 0, asked);
        uint[] keys = Words(list.Keys, 0, (long)asked * keep);
        uint[] numbers = Words(list.Rows, 0, (long)asked * keep);
        var found = new Candidates[asked];
        for (int query = 0; query < asked; query++)
        {
            var range = new Range(query * keep, query * keep + (int)counts[query]);
            uint[] itsKeys = keys[range];
            int[] itsRows = Array.ConvertAll(numbers[range], number => (int)number);
            Array.Sort(itsKeys, itsRows);
            found[query] = new Candidates(itsKeys, itsRows, losses[query]);
        }

        return found;
    }

    private void Append(ScanLists list, int capacity, List<int>[] found)
    {
        uint[] counts = Words(list.Counts, 0, found.Length);
        for (int query = 0; query < found.Length; query++)
        {
            foreach (uint row in Words(list.Rows, (long)query * capacity, counts[query]))
            {
                found[query].Add((int)row);
            }
        }
    }

    private uint[] Words(ScanBuffer buffer, long from, long many)
    {
        uint[] words = new uint[many];
        device.Read(buffer, from * sizeof(uint), MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }

    private DeviceRoom Room() => Own(new DeviceRoom(device));

    private T Own<T>(T part)
        where T : IDisposable
    {
        owned.Add(part);
        return part;
    }
}
