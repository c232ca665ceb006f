using Similarity.Catalog;
using Similarity.Catalog.Candidates;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Fingerprints;
using Similarity.Screening;
using Similarity.Search;
using Similarity.Search.Exact;

namespace Similarity.Cli.Screening;

/// <summary>
/// The conductors of a database with labels, and which of them a material is most like, by the
/// first fingerprint of a model.
/// </summary>
internal sealed class NearestConductors : IDisposable
{
    private static readonly Filter Conductors = FilterParser.Parse("tcm = 1");

    private readonly ICatalogStore store;
    private readonly NeighbourSearch search;
    private readonly SearchOptions options;

    private NearestConductors(ICatalogStore store, NeighbourSearch search, SearchOptions options)
    {
        this.store = store;
        this.search = search;
        this.options = options;
    }

    /// <exception cref="VerbException">
    /// The model has no fingerprints, or the database not these.
    /// </exception>
    public static NearestConductors Open(
        string location, ScreeningModel model, int threads, CancellationToken cancellation)
    {
        FingerprintBlock block = model.Plan.Blocks.OfType<FingerprintBlock>().FirstOrDefault()
            ?? throw VerbException.Usage(
                "--known: the model has no fingerprints to find similar materials by");
        ICatalogStore store = DatabaseOption.Open(location, CatalogAccess.Read);
        try
        {
            return DatabaseOption.Guard(() =>
            {
                string identity = FingerprintSet.IdentityOf(
                    FingerprintRecipe.Parse(block.Kind, block.Parameters));
                FingerprintSet set = store.Sets().FirstOrDefault(set => set.Identity == identity)
                    ?? throw VerbException.Absent(
                        $"{store.Location}: holds no fingerprints {identity}");
                var vectors = CatalogVectors.Open(
                    store, set, DerivedFolder.Of(store), cancellation);
                return new NearestConductors(
                    store,
                    new NeighbourSearch(
                        store,
                        vectors,
                        new ExactIndex(vectors.Rows, SearchMetric.Euclidean),
                        isExact: true),
                    new SearchOptions
                    {
                        Count = 1,
                        Threads = threads,
                        CancellationToken = cancellation,
                    });
            });
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public KnownConductor? Find(float[] lanes) => DatabaseOption.Guard(() =>
    {
        foreach (CatalogHit hit in search.Nearest(lanes, options, Conductors, null))
        {
            return new KnownConductor(hit.Id, store.Find(hit.Id)?.Formula, hit.Value);
        }

        return null;
    });

    public void Dispose()
    {
        search.Dispose();
        store.Dispose();
    }
}
