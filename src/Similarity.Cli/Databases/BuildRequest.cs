using System.Collections.Immutable;
using Similarity.Catalog.Import;

namespace Similarity.Cli.Databases;

/// <summary>What a build is asked to do.</summary>
/// <param name="Files">Empty for what the database holds.</param>
/// <param name="Properties">A table of properties; null without one.</param>
internal sealed record BuildRequest(
    string Database,
    IReadOnlyList<string> Files,
    ImmutableArray<ImportKind> Kinds,
    string? Properties)
{
    public bool KeepFailures { get; init; }

    public bool Refresh { get; init; }

    /// <summary>Whether another input takes the place of what the database has by its id.</summary>
    public bool Replace { get; init; }

    public IdBy IdBy { get; init; }
}
