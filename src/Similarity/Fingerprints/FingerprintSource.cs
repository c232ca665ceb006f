using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>What a spectrum was computed with.</summary>
/// <param name="Operator">An operator's name, or "imported" for the spectrum of a file.</param>
/// <param name="Parameters">Those of the operator, canonical; empty for an imported one.</param>
public sealed record FingerprintSource(
    string Operator, ImmutableSortedDictionary<string, string> Parameters)
{
    public static FingerprintSource Imported { get; } =
        new("imported", ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>The operator with its parameters, as "gfn0 (threshold=0.01)".</summary>
    public override string ToString() => Parameters.IsEmpty
        ? Operator
        : $"{Operator} ("
            + $"{string.Join(", ", Parameters.Select(pair => $"{pair.Key}={pair.Value}"))})";
}
