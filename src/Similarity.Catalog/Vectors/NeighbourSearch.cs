using System.Collections.Immutable;
using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// Asks a catalog which materials are most alike: by the engine of the store where that searches
/// itself and it is asked to, else by an index of the vectors of a set.
/// </summary>
public sealed class NeighbourSearch : IDisposable
{
    private readonly ICatalogStore store;
    private readonly CatalogVectors vectors;
    private readonly IVectorIndex index;

    /// <param name="index">Of the rows of <paramref name="vectors"/>; owned, as they are.</param>
    public NeighbourSearch(ICatalogStore store, CatalogVectors vectors, IVectorIndex index)
    {
        this.store = store;
        this.vectors = vectors;
        this.index = index;
    }

    /// <summary>What searches.</summary>
    public string Description => index.Description;

    /// <summary>How many vectors there are to be found.</summary>
    public int Count => vectors.Live.Size;

    /// <param name="queries">One after the other, in the encoding of the set.</param>
    /// <param name="filter">Only materials that it lets pass; null for all.</param>
    /// <param name="except">Materials not to be found, the ones asked for themselves.</param>
    public ImmutableArray<CatalogHit>[] Nearest(
        ReadOnlySpan<float> queries,
        SearchOptions options,
        Filter? filter = null,
        IReadOnlyCollection<string>? except = null)
    {
        RowMask among = vectors.MaskOf(store.Keys(vectors.Set, filter));
        foreach (string id in except ?? [])
        {
            if (store.Vector(vectors.Set, id) is { } own && vectors.RowOf(own.Key) is int row)
            {
                among[row] = false;
            }
        }

        return
        [
            .. index.Search(queries, options with { Among = among }).Select(found =>
                found.Select(neighbour => new CatalogHit(
                    vectors.Rows.Id(neighbour.Row), neighbour.Value)).ToImmutableArray()),
        ];
    }

    public void Dispose()
    {
        index.Dispose();
        vectors.Dispose();
    }
}

/// <param name="Value">Of the metric: a distance or a similarity.</param>
public sealed record CatalogHit(string Id, double Value);
