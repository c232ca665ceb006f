using System.Collections.Concurrent;
using Similarity.Search.Exact;

namespace Similarity.Search.Graph;

/// <summary>
/// Most of the nearest vectors, by walking a graph of near vectors: the single-layer graph of
/// Subramanya et al. (DiskANN, NeurIPS 2019). What it reports is exact and in exact order; what it
/// misses, a search of more <see cref="SearchOptions.Effort"/> finds.
/// </summary>
/// <remarks>
/// One layer and not the hierarchy of HNSW, because the longer links that
/// <see cref="GraphOptions.Reach"/> keeps do the work of the upper layers, and a flat graph can be
/// built in batches whose result does not depend on threads. Immutable: a change gives another
/// index.
/// </remarks>
public sealed partial class GraphIndex : IVectorIndex
{
    /// <summary>
    /// The distances that one more candidate of a walk costs, at most: where looking at every row
    /// allowed costs less than the walk, that is done.
    /// </summary>
    private const long DistancesPerCandidate = 10;

    /// <summary>
    /// Candidates beyond those asked for whose order is decided in double precision, at least.
    /// </summary>
    private const int LeastRanked = 16;

    private readonly GraphOptions options;
    private readonly GraphState graph;
    private readonly GraphEngine engine;
    private readonly RowMask? alive;
    private readonly Lazy<ExactIndex> exact;
    private readonly ConcurrentBag<Walk> idle = [];

    private GraphIndex(
        VectorCollection vectors,
        SearchMetric metric,
        GraphOptions options,
        GraphState graph,
        RowMask? alive)
    {
        Vectors = vectors;
        Metric = metric;
        this.options = options;
        this.graph = graph;
        this.alive = alive;
        engine = GraphEngine.Of(vectors, metric, graph.LargestSquare);

        // Without a copy in bytes: it would serve the rare look at every row only.
        exact = new Lazy<ExactIndex>(() => new ExactIndex(vectors, metric, int.MaxValue));
    }

    /// <summary>No graph of the usual options has room for more.</summary>
    public static int MostRows => Array.MaxLength / (GraphOptions.Default.Capacity + 1);

    public string Description => "graph";

    public SearchMetric Metric { get; }

    public VectorCollection Vectors { get; }

    /// <summary>How it was built, and what changes of it follow.</summary>
    public GraphOptions Options => options;

    /// <summary>The rows that can be found: all but the deleted ones.</summary>
    public int Count => alive?.Size ?? Vectors.Count;

    /// <summary>The links of the graph per row of it.</summary>
    public double MeanDegree
    {
        get
        {
            long links = 0;
            for (int row = 0; row < graph.Links.Count; row++)
            {
                links += graph.Links.Of(row).Length;
            }

            int nodes = graph.Links.Count - graph.Twins.Count;
            return nodes == 0 ? 0 : (double)links / nodes;
        }
    }

    internal GraphState Graph => graph;

    internal RowMask? Alive => alive;

    public Neighbour[][] Search(ReadOnlySpan<float> queries, SearchOptions options)
    {
        options.Check(Vectors, queries);
        options.CancellationToken.ThrowIfCancellationRequested();
        RowMask? allowed = Allowed(options.Among);
        int available = allowed?.Size ?? Vectors.Count;
        int effort = Math.Max(1, Math.Max(options.Effort ?? this.options.Effort, options.Count));
        if ((long)available * available <= DistancesPerCandidate * effort * Vectors.Count)
        {
            return exact.Value.Search(queries, options with { Among = allowed });
        }

        return Search(queries.ToArray(), options, allowed, effort, available);
    }

    public void Dispose()
    {
        if (exact.IsValueCreated)
        {
            exact.Value.Dispose();
        }
    }

    private Neighbour[][] Search(
        float[] queries, SearchOptions options, RowMask? allowed, int effort, int available)
    {
        int lanes = Vectors.Space.Lanes;
        var found = new Neighbour[queries.Length / lanes][];
        RowMask? nodes = allowed is null ? null : graph.Twins.Standing(allowed);
        if (found.Length == 1 || options.Threads == 1)
        {
            Walk walk = Rent();
            for (int query = 0; query < found.Length; query++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                One(query, walk);
            }

            idle.Add(walk);
            return found;
        }

        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads,
            CancellationToken = options.CancellationToken,
        };
        Parallel.For(
            0, found.Length, parallel, Rent,
            (query, _, walk) =>
            {
                One(query, walk);
                return walk;
            },
            idle.Add);
        return found;

        void One(int query, Walk walk)
        {
            ReadOnlySpan<float> vector = queries.AsSpan(query * lanes, lanes);
            engine.Search(walk, graph, vector, effort, nodes is null ? [] : nodes.Words);
            Neighbour[] nearest = Rank(vector, walk.Pool, options.Count, allowed);
            found[query] = nearest.Length == Math.Min(options.Count, available)
                ? nearest
                : exact.Value.Search(vector, options with { Among = allowed, Threads = 1 })[0];
        }
    }

    private Walk Rent() => idle.TryTake(out Walk? walk) ? walk : new Walk(graph.Links.Count);

    private RowMask? Allowed(RowMask? among)
    {
        if (alive is null || among is null)
        {
            return among ?? alive;
        }

        var both = new RowMask(among.Count);
        for (int row = 0; row < both.Count; row++)
        {
            both[row] = among[row] && alive[row];
        }

        return both;
    }

    /// <summary>
    /// The nearest of the pool in exact order. The pool is in that order up to the rounding of
    /// single precision, so its first part suffices.
    /// </summary>
    private Neighbour[] Rank(
        ReadOnlySpan<float> query, ReadOnlySpan<Candidate> pool, int count, RowMask? allowed)
    {
        int wanted = count + Math.Max(LeastRanked, count / 4);
        var ranked = new List<Neighbour>(wanted);
        foreach (Candidate candidate in pool)
        {
            if (ranked.Count >= wanted)
            {
                break;
            }

            int row = ~candidate.Row;
            ReadOnlySpan<long> twins = graph.Twins.Of(row);
            if (twins.IsEmpty && allowed is not null && !allowed[row])
            {
                continue;
            }

            double value = MetricValue.Of(Metric, Vectors.Space, query, Vectors.Row(row));
            if (allowed?[row] ?? true)
            {
                ranked.Add(new Neighbour(row, value));
            }

            foreach (long twin in twins)
            {
                if (allowed?[(int)twin] ?? true)
                {
                    ranked.Add(new Neighbour((int)twin, value));
                }
            }
        }

        GC.KeepAlive(Vectors);
        int sign = MetricValue.LargerIsNearer(Metric) ? -1 : 1;
        ranked.Sort((a, b) => a.Value == b.Value
            ? Vectors.CompareIds(a.Row, b.Row)
            : sign * a.Value.CompareTo(b.Value));
        return [.. ranked.Take(count)];
    }
}
