using System.Collections.Immutable;
using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// Asks a catalog which materials are most alike, by vectors of one set and one metric: through an
/// index of them, or through the engine of the store where that searches itself.
/// </summary>
public sealed class NeighbourSearch : IDisposable
{
    private readonly ICatalogStore store;
    private readonly FingerprintSet set;
    private readonly SearchMetric metric;
    private readonly CatalogVectors? vectors;
    private readonly IVectorIndex? index;

    private NeighbourSearch(ICatalogStore store, FingerprintSet set, SearchMetric metric)
    {
        this.store = store;
        this.set = set;
        this.metric = metric;
    }

    /// <param name="index">Of the rows of the vectors; owned, as they are.</param>
    /// <param name="isExact">Whether the index finds all neighbours for certain.</param>
    public NeighbourSearch(
        ICatalogStore store, CatalogVectors vectors, IVectorIndex index, bool isExact)
        : this(store, vectors.Set, index.Metric)
    {
        this.vectors = vectors;
        this.index = index;
        IsExact = isExact;
    }

    /// <summary>Whether all neighbours are found for certain.</summary>
    public bool IsExact { get; }

    /// <summary>What searches.</summary>
    public string Description => index?.Description ?? store.Engine;

    /// <summary>How many vectors there are to be found.</summary>
    public long Count => vectors?.Live.Size ?? store.Count(set).Vectors;

    /// <summary>
    /// The search of the store's own engine; null where it does not search for such a query.
    /// </summary>
    public static NeighbourSearch? OfEngine(
        ICatalogStore store,
        FingerprintSet set,
        SearchMetric metric,
        ReadOnlyMemory<float> query) =>
        store.Nearest(set, metric, query, 1, null) is null
            ? null
            : new NeighbourSearch(store, set, metric);

    /// <param name="query">In the encoding of the set.</param>
    /// <param name="filter">Only materials that it lets pass; null for all.</param>
    /// <param name="except">
    /// A material not to be found, the one asked for itself; null for none.
    /// </param>
    public ImmutableArray<CatalogHit> Nearest(
        ReadOnlyMemory<float> query,
        SearchOptions options,
        Filter? filter = null,
        string? except = null)
    {
        if (index is null)
        {
            int wanted = options.Count + (except is null ? 0 : 1);
            return
            [
                .. store.Nearest(set, metric, query, wanted, filter)!
                    .Where(hit => hit.Id != except)
                    .Take(options.Count)
                    .Select(hit => new CatalogHit(hit.Id, hit.Value)),
            ];
        }

        RowMask among = vectors!.MaskOf(store.Keys(set, filter));
        if (except is not null
            && store.Vector(set, except) is { } own
            && vectors.RowOf(own.Key) is int row)
        {
            among[row] = false;
        }

        return
        [
            .. index.Search(query.Span, options with { Among = among })[0].Select(neighbour =>
                new CatalogHit(vectors.Rows.Id(neighbour.Row), neighbour.Value)),
        ];
    }

    public void Dispose()
    {
        index?.Dispose();
        vectors?.Dispose();
    }
}

/// <param name="Value">Of the metric: a distance or a similarity.</param>
public sealed record CatalogHit(string Id, double Value);
