using Similarity.Numerics.Hardware;
using Similarity.Search.Exact;

namespace Similarity.Search.Device;

/// <summary>
/// The nearest vectors by looking at all of them on a device. It names candidates in single
/// precision, with bounds of the error; those that may be neighbours are valued in double precision
/// on the processor, so that neighbours, values and order are those of <see cref="ExactIndex"/>.
/// The vectors are copied to the device once, as far as they fit.
/// </summary>
public sealed class DeviceIndex : IVectorIndex
{
    /// <summary>Of what is free; the rest is for the driver and its libraries.</summary>
    private const double ShareOfMemory = 0.85;

    /// <summary>Lists and scores gain nothing from more than this.</summary>
    private const long LargestScratch = 1536L << 20;

    private readonly ScanDevice device;
    private readonly DeviceOptions options;
    private readonly CandidateRanking ranking;
    private readonly ExactIndex exact;
    private readonly Lock oneAtATime = new();
    private readonly double largestNorm;
    private readonly double meanSpan;
    private DeviceRows? rows;
    private DeviceScan? scan;

    /// <param name="device">Owned from here on.</param>
    /// <param name="vectors">Not owned.</param>
    public DeviceIndex(
        ScanDevice device,
        VectorCollection vectors,
        SearchMetric metric,
        DeviceOptions? options = null)
    {
        if (!vectors.Space.Allows(metric))
        {
            throw new ArgumentException($"metric {metric} has no meaning for these vectors");
        }

        this.device = device;
        this.options = options ?? new DeviceOptions();
        Vectors = vectors;
        Metric = metric;
        ranking = new CandidateRanking(vectors, metric);
        exact = new ExactIndex(vectors, metric);
        var prepared = new PreparedVectors(vectors.Space, metric);
        ScanPlan plan = ScanPlan.For(vectors.Space, metric);
        meanSpan = prepared.MeanSpan;
        try
        {
            float[] norms = SquaredNorms(plan, out largestNorm);
            Load(prepared, plan, norms);
        }
        catch (GpuMemoryException exception)
        {
            FallBack(exception);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Description => Fallback is not null ? $"{exact.Description} ({Fallback})"
        : rows!.ResidentBlocks == rows.Blocks ? device.Description
        : $"{device.Description}, {rows.ResidentBlocks} of {rows.Blocks} pieces resident";

    public SearchMetric Metric { get; }

    public VectorCollection Vectors { get; }

    /// <summary>
    /// Why the processor answers in place of the device; null as long as the device does.
    /// </summary>
    public string? Fallback { get; private set; }

    /// <summary>
    /// Queries so far whose candidates did not prove enough, so that the device looked again for
    /// all rows up to the distance known by then.
    /// </summary>
    public long Repeated { get; private set; }

    public Neighbour[][] Search(ReadOnlySpan<float> queries, SearchOptions options)
    {
        options.Check(Vectors, queries);
        lock (oneAtATime)
        {
            if (Fallback is null)
            {
                try
                {
                    return OnDevice(queries, options);
                }
                catch (GpuException exception)
                {
                    FallBack(exception);
                }
            }
        }

        return exact.Search(queries, options);
    }

    public void Dispose()
    {
        lock (oneAtATime)
        {
            Release();
            device.Dispose();
            exact.Dispose();
        }
    }

    private void Load(PreparedVectors prepared, ScanPlan plan, float[] norms)
    {
        long budget = options.MemoryBudget ?? (long)(device.FreeBytes * ShareOfMemory);
        long small = ((long)norms.Length + prepared.Width) * sizeof(float) + Vectors.Count / 8;
        long scratch = Math.Min(LargestScratch, budget / 4);
        rows = new DeviceRows(device, Vectors, prepared, budget - scratch - small);
        scan = new DeviceScan(device, prepared, rows, plan, norms, Vectors.Count, scratch);
    }

    private float[] SquaredNorms(ScanPlan plan, out double largest)
    {
        largest = 0;
        if (Metric == SearchMetric.Cosine || plan.Operation is ScanOperation.Share
            or ScanOperation.Bits || (plan.Operation == ScanOperation.Square && !device.Multiplies))
        {
            return [];
        }

        float[] norms = new float[Vectors.Count];
        double[] largestOf = new double[Environment.ProcessorCount];
        Parallel.For(0, largestOf.Length, part =>
        {
            long count = Vectors.Count;
            int end = (int)(count * (part + 1) / largestOf.Length);
            for (int row = (int)(count * part / largestOf.Length); row < end; row++)
            {
                double norm = PreparedVectors.SquaredNorm(Vectors.Row(row));
                norms[row] = (float)norm;
                largestOf[part] = Math.Max(largestOf[part], norm);
            }
        });
        largest = Math.Sqrt(largestOf.Max());
        return plan.NeedsNorms ? norms : [];
    }

    private Neighbour[][] OnDevice(ReadOnlySpan<float> queries, SearchOptions search)
    {
        int lanes = Vectors.Space.Lanes;
        var found = new Neighbour[queries.Length / lanes][];
        int count = Math.Min(search.Count, search.Among?.Size ?? Vectors.Count);
        if (count == 0)
        {
            Array.Fill(found, []);
            return found;
        }

        int batch = scan!.Batch(count, options.Precision);
        for (int first = 0; first < found.Length; first += batch)
        {
            int asked = Math.Min(batch, found.Length - first);
            float[] some = queries.Slice(first * lanes, asked * lanes).ToArray();
            SearchBatch(some, count, search).CopyTo(found, first);
        }

        return found;
    }

    private Neighbour[][] SearchBatch(float[] queries, int count, SearchOptions search)
    {
        int lanes = Vectors.Space.Lanes;
        var found = new Neighbour[]?[queries.Length / lanes];
        GpuPrecision? product = scan!.ProductOf(found.Length, options.Precision);
        Candidates[] candidates = scan.Candidates(queries, count, product, search);
        double[] norms = new double[found.Length];
        double[] farthest = new double[found.Length];
        ScoreBound bound = Bound(product);
        ForEach(found.Length, search, query =>
        {
            ReadOnlySpan<float> vector = queries.AsSpan(query * lanes, lanes);
            double norm = norms[query] = Math.Sqrt(PreparedVectors.SquaredNorm(vector));
            found[query] = ranking.TryRank(
                vector, candidates[query], count, value => bound.LargestScore(value, norm),
                out farthest[query]);
        });

        int[] open = [.. Enumerable.Range(0, found.Length).Where(query => found[query] is null)];
        Repeated += open.Length;
        bound = Bound(null);
        if (open.Length > 0)
        {
            float[] again = [.. open.SelectMany(
                query => queries[(query * lanes)..((query + 1) * lanes)])];
            List<int>[] all = scan.RowsUpTo(
                again,
                [.. open.Select(query => bound.LargestScore(farthest[query], norms[query]))],
                search);
            ForEach(open.Length, search, i => found[open[i]] = ranking.Rank(
                again.AsSpan(i * lanes, lanes), all[i], count));
        }

        return found!;
    }

    private ScoreBound Bound(GpuPrecision? product) =>
        new(Vectors.Space, Metric, largestNorm, meanSpan, product);

    private static void ForEach(int many, SearchOptions search, Action<int> act) => Parallel.For(
        0,
        many,
        new ParallelOptions
        {
            MaxDegreeOfParallelism = search.Threads,
            CancellationToken = search.CancellationToken,
        },
        act);

    private void FallBack(GpuException exception)
    {
        Fallback = exception is GpuMemoryException
            ? $"the memory of {device.Description} does not suffice: {exception.Message}"
            : $"{device.Description} failed: {exception.Message}";
        Release();
    }

    private void Release()
    {
        scan?.Dispose();
        rows?.Dispose();
        scan = null;
        rows = null;
    }
}
