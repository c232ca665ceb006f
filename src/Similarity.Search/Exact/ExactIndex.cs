using Similarity.Search.Kernels;
using Similarity.Search.Quantised;

namespace Similarity.Search.Exact;

/// <summary>
/// The nearest vectors by looking at all of them: the same, in the same order, as computing every
/// value in double precision gives. A copy in bytes, made once enough queries have come, rules out
/// most rows by a quarter of the memory; what it cannot rule out is computed.
/// </summary>
public sealed unsafe class ExactIndex : IVectorIndex
{
    /// <summary>
    /// More than one command asks, so that only who goes on asking, or asks many at once, waits for
    /// the copy, which takes as long as some tens of queries (benchmarks/results/search.md).
    /// </summary>
    public const int QuantiseAfter = 10;

    private const int QueriesAtOnce = 384;

    // 2048 rows: the unit that threads take, long enough to hide what it costs to ask for one.
    private const int BlocksAtOnce = 64;

    private readonly Lock building = new();
    private readonly long quantiseAfter;
    private readonly ByteInstructions instructions;
    private double[]? rowSquares;
    private QuantisedRows? quantised;
    private long queriesAnswered;
    private long computed;

    /// <param name="vectors">Not owned.</param>
    /// <param name="quantiseAfter">
    /// Queries after which a copy is made that takes a quarter of the memory of the vectors: 0 for
    /// at once, <see cref="int.MaxValue"/> where there is no memory for it. The results do not
    /// depend on it.
    /// </param>
    public ExactIndex(
        VectorCollection vectors, SearchMetric metric, int quantiseAfter = QuantiseAfter)
        : this(vectors, metric, quantiseAfter, ByteInstructionSets.Best)
    {
    }

    internal ExactIndex(
        VectorCollection vectors,
        SearchMetric metric,
        int quantiseAfter,
        ByteInstructions instructions)
    {
        if (!vectors.Space.Allows(metric))
        {
            throw new ArgumentException($"metric {metric} has no meaning for these vectors");
        }

        Vectors = vectors;
        Metric = metric;
        this.instructions = instructions;
        this.quantiseAfter =
            vectors.Space.Encoding == VectorEncoding.Single
            && vectors.Space.Lanes <= QuantisedRows.MostLanes
            ? quantiseAfter
            : long.MaxValue;
    }

    public string Description => quantised is null ? "cpu" : "cpu, quantised";

    public SearchMetric Metric { get; }

    public VectorCollection Vectors { get; }

    /// <summary>Values computed so far, which no bytes ruled out.</summary>
    internal long Computed => computed;

    public Neighbour[][] Search(ReadOnlySpan<float> queries, SearchOptions options)
    {
        options.Check(Vectors, queries);
        int lanes = Vectors.Space.Lanes, count = queries.Length / lanes;
        var found = new Neighbour[count][];
        if (options.Count == 0 || Vectors.Count == 0)
        {
            Array.Fill(found, []);
            return found;
        }

        QuantisedRows? rows = Prepare(count, options);
        for (int first = 0; first < count; first += QueriesAtOnce)
        {
            int some = Math.Min(QueriesAtOnce, count - first);
            Search(
                queries.Slice(first * lanes, some * lanes),
                options,
                rows,
                found.AsSpan(first, some));
        }

        // Whatever else still needs the vectors: their memory must not go before the last scan.
        GC.KeepAlive(Vectors);
        return found;
    }

    public void Dispose()
    {
        quantised?.Dispose();
        quantised = null;
    }

    private void Search(
        ReadOnlySpan<float> queries,
        SearchOptions options,
        QuantisedRows? rows,
        Span<Neighbour[]> found)
    {
        int count = found.Length;
        fixed (float* start = queries)
        {
            var values = new ExactValues(Metric, Vectors.Space, start, count, rowSquares);
            ByteTile? tile = rows?.Coding.Tile(instructions);
            using QuantisedQueries? codes = rows is null
                ? null
                : new QuantisedQueries(rows, tile!, queries, Vectors.Space.Lanes);
            var scans = new ExactScan[Math.Min(options.Threads, Pieces())];
            for (int thread = 0; thread < scans.Length; thread++)
            {
                scans[thread] = new ExactScan(
                    Vectors, values, count, options, rows is null ? null : (rows, codes!, tile!));
            }

            Run(scans, options);
            for (int query = 0; query < count; query++)
            {
                found[query] = Merged(scans, query);
            }
        }
    }

    private void Run(ExactScan[] scans, SearchOptions options)
    {
        int next = -1, pieces = Pieces();
        void Work(int thread)
        {
            for (int piece; (piece = Interlocked.Increment(ref next)) < pieces;)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int end = Math.Min((piece + 1) * BlocksAtOnce, Blocks());
                for (int block = piece * BlocksAtOnce; block < end; block++)
                {
                    scans[thread].Scan(block);
                }
            }
        }

        if (scans.Length == 1)
        {
            Work(0);
        }
        else
        {
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = scans.Length,
                CancellationToken = options.CancellationToken,
            };
            Parallel.For(0, scans.Length, parallel, Work);
        }

        Interlocked.Add(ref computed, scans.Sum(scan => scan.Computed));
    }

    private Neighbour[] Merged(ExactScan[] scans, int query)
    {
        NearestHeap nearest = scans[0].Nearest[query];
        foreach (ExactScan scan in scans.AsSpan(1))
        {
            foreach ((double key, int row) in scan.Nearest[query].Entries)
            {
                nearest.Push(key, row);
            }
        }

        (double Key, int Row)[] entries = nearest.Entries.ToArray();
        Array.Sort(entries, nearest.Compare);
        int sign = MetricValue.LargerIsNearer(Metric) ? -1 : 1;
        return Array.ConvertAll(entries, e => new Neighbour(e.Row, sign * e.Key));
    }

    /// <summary>What is computed once for all searches.</summary>
    private QuantisedRows? Prepare(int count, SearchOptions options)
    {
        lock (building)
        {
            if (rowSquares is null && ExactValues.NeedsSquares(Metric, Vectors.Space))
            {
                rowSquares = Squares(options);
            }

            if (quantised is null && queriesAnswered + count > quantiseAfter && HasMemory())
            {
                quantised = QuantisedRows.Of(
                    Vectors, Metric, options.Threads, options.CancellationToken);
            }

            queriesAnswered += count;
            return quantised;
        }
    }

    private double[] Squares(SearchOptions options)
    {
        double[] squares = new double[Vectors.Count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads,
            CancellationToken = options.CancellationToken,
        };
        Parallel.For(0, Pieces(), parallel, piece =>
        {
            var cursor = new RowCursor(Vectors);
            long end = (piece + 1L) * BlocksAtOnce * ByteTile.Rows;
            int first = piece * BlocksAtOnce * ByteTile.Rows;
            for (int row = first; row < Math.Min(end, squares.Length); row++)
            {
                float* x = cursor.Row(row);
                squares[row] = DoubleSums.Dot(x, x, Vectors.Space.Lanes);
            }
        });
        return squares;
    }

    private bool HasMemory() => quantiseAfter == 0
        || QuantisedRows.BytesOf(Vectors) < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    private int Blocks() => (int)((Vectors.Count + ByteTile.Rows - 1L) / ByteTile.Rows);

    private int Pieces() => (Blocks() + BlocksAtOnce - 1) / BlocksAtOnce;
}
