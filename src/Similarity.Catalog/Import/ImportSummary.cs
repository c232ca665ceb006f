using System.Collections.Immutable;

namespace Similarity.Catalog.Import;

/// <summary>What an import did.</summary>
/// <param name="Added">Materials of which something was written.</param>
/// <param name="Skipped">Materials that were there with all that was asked for.</param>
public sealed record ImportSummary(
    int Added, int Skipped, ImmutableArray<ImportFailure> Failed, ImmutableArray<string> Warnings);

/// <param name="Kind">The fingerprint that could not be made; null for the whole material.</param>
public sealed record ImportFailure(string Id, string? Kind, string Reason)
{
    /// <summary>The reason of what would take the place of something else.</summary>
    public const string IdIsTaken = "the database has another input by this id, which is kept; "
        + "--replace puts this one in its place, --id-by path tells files of one name apart";
}
