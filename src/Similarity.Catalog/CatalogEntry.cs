using System.Collections.Immutable;

namespace Similarity.Catalog;

/// <summary>
/// A material as it is written, with what comes with it. What is written replaces what the catalog
/// has of the same id: the material with all its documents; each vector and failure in its set,
/// where a vector replaces a failure and the other way round. Vectors of other sets stay as long as
/// the material's input hash stays the same; with another hash they are of another material, and
/// go.
/// </summary>
public sealed record CatalogEntry(Material Material)
{
    public ImmutableArray<CatalogDocument> Documents { get; init; } = [];

    public ImmutableArray<(FingerprintSet Set, StoredVector Vector)> Vectors { get; init; } = [];

    public ImmutableArray<(FingerprintSet Set, StoredFailure Failure)> Failures { get; init; } = [];
}
