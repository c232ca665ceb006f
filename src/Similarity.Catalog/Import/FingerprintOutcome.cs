using System.Collections.Immutable;
using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>The fingerprint of an input, or why there is none.</summary>
public sealed record FingerprintOutcome(string Id, string File)
{
    public Fingerprint? Fingerprint { get; init; }

    /// <summary>Null exactly when there is a fingerprint.</summary>
    public string? WhyNone { get; init; }

    /// <summary>Of the reader and of the calculation.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
