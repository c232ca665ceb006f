using System.Collections.Immutable;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Verbs.Build;

/// <summary>What a build did.</summary>
internal sealed record BuildDocument(
    string Database,
    IReadOnlyList<string> Kinds,
    long Added,
    long Skipped,
    ImmutableArray<ImportFailure> Failed,
    ImmutableArray<string> Warnings,
    double Seconds)
    : Document("similarity.build/1")
{
    /// <summary>The part that was built; null where not one was.</summary>
    public int? Shard { get; init; }

    /// <summary>Of how many parts; null for a build in one piece.</summary>
    public int? Shards { get; init; }

    /// <summary>The parts that are in the database now.</summary>
    public IReadOnlyList<string>? Merged { get; init; }

    /// <summary>The parts that are not, and why.</summary>
    public IReadOnlyList<MissingShard>? Missing { get; init; }

    /// <summary>What Slurm was given; null without it.</summary>
    public BuildJobs? Jobs { get; init; }
}

/// <param name="Shard">As "3-of-16".</param>
internal sealed record MissingShard(string Shard, string Reason);

/// <param name="Array">The number of the job that builds; null where none was submitted.</param>
/// <param name="Merge">The number of the job that merges.</param>
/// <param name="ShardsPending">Those submitted, or to be submitted.</param>
/// <param name="ShardsActive">Those that wait or run since they were submitted before.</param>
/// <param name="Commands">Each as a line for a shell, as it was or would be called.</param>
internal sealed record BuildJobs(
    long? Array,
    long? Merge,
    string ArrayScript,
    string MergeScript,
    IReadOnlyList<int> ShardsPending,
    IReadOnlyList<int> ShardsActive,
    IReadOnlyList<string> Commands);
