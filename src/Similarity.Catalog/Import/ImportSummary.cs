using System.Collections.Immutable;

namespace Similarity.Catalog.Import;

/// <summary>What an import did.</summary>
/// <param name="Added">Materials of which something was written.</param>
/// <param name="Skipped">Materials that were there with all that was asked for.</param>
public sealed record ImportSummary(
    int Added, int Skipped, ImmutableArray<ImportFailure> Failed, ImmutableArray<string> Warnings);

/// <param name="Kind">The fingerprint that could not be made; null for the whole material.</param>
public sealed record ImportFailure(string Id, string? Kind, string Reason);
