using Similarity.Catalog.Filters;
using Similarity.Search;

namespace Similarity.Catalog;

/// <summary>
/// Keeps a catalog. One process writes, any number read meanwhile, and see each batch as a whole or
/// not at all. Not for use by several threads at once.
/// </summary>
public interface ICatalogStore : IDisposable
{
    /// <summary>"sqlite", "litedb", "postgres".</summary>
    string Engine { get; }

    /// <summary>The file or address, without secrets.</summary>
    string Location { get; }

    /// <summary>
    /// A random text given to the catalog when it was made: what was derived from one catalog is
    /// not taken for that of another at the same place.
    /// </summary>
    string CatalogId { get; }

    /// <summary>Writes all entries or none. What it returns from survives a crash.</summary>
    void Write(IReadOnlyList<CatalogEntry> batch);

    /// <summary>
    /// Removes materials with all that belongs to them; ids not there are ignored.
    /// </summary>
    void Delete(IReadOnlyCollection<string> ids);

    CatalogCounts Count();

    /// <summary>Of a set; none of one that is not there.</summary>
    SetCounts Count(FingerprintSet set);

    /// <summary>By identity.</summary>
    IReadOnlyList<FingerprintSet> Sets();

    Material? Find(string id);

    /// <summary>The materials that a filter lets pass, ordered by id.</summary>
    IEnumerable<Material> Materials(Filter? filter = null);

    /// <summary>Those of a material, ordered by kind.</summary>
    IReadOnlyList<CatalogDocument> Documents(string id);

    /// <summary>The vector of a material in a set; null without one.</summary>
    StoredVector? Vector(FingerprintSet set, string id);

    /// <summary>Those with keys above one, ordered by key.</summary>
    IEnumerable<StoredVector> Vectors(FingerprintSet set, long afterKey = 0);

    /// <summary>
    /// Keys of the vectors of a set whose materials a filter lets pass, ascending.
    /// </summary>
    IEnumerable<long> Keys(FingerprintSet set, Filter? filter = null);

    /// <summary>
    /// The last write that gave keys; null where there was none, or where none are told apart: in a
    /// catalog of an older version, until somebody writes to it.
    /// </summary>
    CatalogMark? LastMark();

    /// <summary>Whether a write is one of those that made this catalog what it is.</summary>
    bool Knows(CatalogMark mark);

    /// <summary>Why a material has no vector in a set; null where nothing says it.</summary>
    StoredFailure? Failure(FingerprintSet set, string id);

    /// <summary>Why materials have no vector in a set, ordered by id.</summary>
    IEnumerable<StoredFailure> Failures(FingerprintSet set);

    /// <summary>
    /// The nearest vectors of a set, where the engine itself searches; null where it does not, by
    /// this metric or at all.
    /// </summary>
    IReadOnlyList<(string Id, double Value)>? Nearest(
        FingerprintSet set, SearchMetric metric, ReadOnlyMemory<float> query, int count,
        Filter? filter);

    /// <summary>What is wrong with the catalog; nothing for a sound one.</summary>
    IEnumerable<CatalogProblem> Verify(CancellationToken cancellation = default);

    /// <summary>Gives space no longer used back.</summary>
    void Compact();
}

/// <param name="Vectors">In all sets together.</param>
/// <param name="Failures">In all sets together.</param>
public sealed record CatalogCounts(
    long Materials, long Documents, long Vectors, long Failures, long Bytes);

public sealed record SetCounts(long Vectors, long Failures);

/// <param name="Id">The material that it is about; null for the catalog as a whole.</param>
public sealed record CatalogProblem(string? Id, string Message);
