using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>A store that tells, as soon as a batch is written, which one it was.</summary>
internal sealed class AcknowledgingStore(
    ICatalogStore store, Action<IReadOnlyList<CatalogEntry>> written) : ICatalogStore
{
    public string Engine => store.Engine;

    public string Location => store.Location;

    public string CatalogId => store.CatalogId;

    public void Write(IReadOnlyList<CatalogEntry> batch)
    {
        store.Write(batch);
        written(batch);
    }

    public void Delete(IReadOnlyCollection<string> ids) => store.Delete(ids);

    public CatalogCounts Count() => store.Count();

    public SetCounts Count(FingerprintSet set) => store.Count(set);

    public CatalogMark? LastMark() => store.LastMark();

    public bool Knows(CatalogMark mark) => store.Knows(mark);

    public IReadOnlyList<FingerprintSet> Sets() => store.Sets();

    public Material? Find(string id) => store.Find(id);

    public IEnumerable<Material> Materials(Filter? filter = null) => store.Materials(filter);

    public IReadOnlyList<CatalogDocument> Documents(string id) => store.Documents(id);

    public StoredVector? Vector(FingerprintSet set, string id) => store.Vector(set, id);

    public IEnumerable<StoredVector> Vectors(FingerprintSet set, long afterKey = 0) =>
        store.Vectors(set, afterKey);

    public IEnumerable<long> Keys(FingerprintSet set, Filter? filter = null) =>
        store.Keys(set, filter);

    public StoredFailure? Failure(FingerprintSet set, string id) => store.Failure(set, id);

    public IEnumerable<StoredFailure> Failures(FingerprintSet set) => store.Failures(set);

    public IReadOnlyList<(string Id, double Value)>? Nearest(
        FingerprintSet set, SearchMetric metric, ReadOnlyMemory<float> query, int count,
        Filter? filter) => store.Nearest(set, metric, query, count, filter);

    public IEnumerable<CatalogProblem> Verify(CancellationToken cancellation = default) =>
        store.Verify(cancellation);

    public void Compact() => store.Compact();

    public void Dispose() => store.Dispose();
}
