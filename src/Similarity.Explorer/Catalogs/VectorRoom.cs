using System.Collections.Concurrent;
using Similarity.Catalog.Vectors;
using Similarity.Search;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// The vectors of a set of fingerprints and the indexes of them, shared by requests; gone when the
/// last one that holds it has let go.
/// </summary>
internal sealed class VectorRoom
{
    private readonly ConcurrentDictionary<(SearchMetric, bool), Lazy<IVectorIndex>> indexes = [];
    private readonly CatalogVectors vectors;
    private readonly string? folder;
    private int holders = 1;

    /// <param name="folder">Where what is derived is kept; null keeps it in memory.</param>
    public VectorRoom(CatalogView view, CatalogVectors vectors, string? folder)
    {
        this.vectors = vectors;
        this.folder = folder;
        MaterialOf = new int[vectors.Rows.Count];
        RowOf = new int[view.Materials.Length];
        Array.Fill(RowOf, -1);
        for (int row = 0; row < MaterialOf.Length; row++)
        {
            MaterialOf[row] = vectors.Live[row] ? view.IndexOf(vectors.Rows.Id(row)) ?? -1 : -1;
            if (MaterialOf[row] >= 0)
            {
                RowOf[MaterialOf[row]] = row;
            }
        }
    }

    public VectorCollection Rows => vectors.Rows;

    /// <summary>By row; −1 for one that is no longer in the catalog.</summary>
    public int[] MaterialOf { get; }

    /// <summary>By material; −1 for one without a vector.</summary>
    public int[] RowOf { get; }

    public RowMask MaskOf(IEnumerable<int> materials)
    {
        var mask = new RowMask(Rows.Count);
        foreach (int material in materials)
        {
            if (RowOf[material] >= 0)
            {
                mask[RowOf[material]] = true;
            }
        }

        return mask;
    }

    /// <summary>Whether the index that a request needs is there without long work.</summary>
    public bool HasIndex(SearchMetric metric, bool graph) =>
        !graph || (indexes.TryGetValue((metric, graph), out Lazy<IVectorIndex>? index)
            && index.IsValueCreated);

    public IVectorIndex Index(
        SearchMetric metric, bool graph, int threads, CancellationToken cancellation)
    {
        Lazy<IVectorIndex> index = indexes.GetOrAdd(
            (metric, graph),
            key => new Lazy<IVectorIndex>(() => graph
                ? Graph(metric, threads, cancellation)
                : new ExactIndex(Rows, metric)));
        try
        {
            return index.Value;
        }
        catch
        {
            // A graph that was cancelled is built by the next who asks.
            indexes.TryRemove(KeyValuePair.Create((metric, graph), index));
            throw;
        }
    }

    public bool TryHold()
    {
        int now;
        do
        {
            now = Volatile.Read(ref holders);
            if (now == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref holders, now + 1, now) != now);
        return true;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            foreach (Lazy<IVectorIndex> index in indexes.Values)
            {
                if (index.IsValueCreated)
                {
                    index.Value.Dispose();
                }
            }

            vectors.Dispose();
        }
    }

    private IVectorIndex Graph(SearchMetric metric, int threads, CancellationToken cancellation)
    {
        var work = new GraphWork { Threads = threads, CancellationToken = cancellation };
        return folder is null
            ? GraphIndex.Build(Rows, metric, work: work)
            : CatalogGraph.Open(
                vectors, metric, CatalogGraph.FileOf(folder, vectors.Set, metric), work);
    }
}
