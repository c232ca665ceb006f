using System.Collections.Immutable;
using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>A material to be imported, or why it cannot be read.</summary>
/// <param name="Subject">What its fingerprints are made of; null exactly when there is a failure.
/// </param>
public sealed record ImportItem(string Id, FingerprintSubject? Subject)
{
    /// <summary>The file or collection that it comes from.</summary>
    public string? Source { get; init; }

    /// <summary>As the source says it; null where it does not.</summary>
    public double? GapEv { get; init; }

    public ImmutableSortedDictionary<string, PropertyValue> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal);

    /// <summary>
    /// What an earlier import found for the same input; null to find it out. A structure that is
    /// stored and read again may differ in its last bits.
    /// </summary>
    public string? InputHash { get; init; }

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Failure { get; init; }
}
