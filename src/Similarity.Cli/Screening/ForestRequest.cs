using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>Which materials to learn from, by what features, and how forests grow.</summary>
/// <param name="Threshold">Null: each forest takes its own.</param>
internal sealed record ForestRequest(
    ICatalogStore Store,
    ImmutableArray<(string Name, FeaturePlan Plan)> Plans,
    LabelOptions.MaterialLabels Labels,
    ScreeningTrainer Trainer,
    double? Threshold,
    ulong Seed,
    Filter? Filter,
    int Threads)
{
    /// <exception cref="VerbException">There is nothing to learn from.</exception>
    public ScreeningData Read(VerbConsole console, CancellationToken cancellation) =>
        ScreeningData.Read(
            Store,
            [.. Plans.Select(plan => plan.Plan)],
            Labels,
            Filter,
            Threads,
            console,
            cancellation);
}
