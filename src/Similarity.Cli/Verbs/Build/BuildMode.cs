using Similarity.Catalog.Jobs;
using Similarity.Cli.Slurm;

namespace Similarity.Cli.Verbs.Build;

/// <summary>How a build goes.</summary>
internal abstract record BuildMode;

/// <summary>All inputs, into the database itself.</summary>
internal sealed record WholeBuild : BuildMode;

/// <summary>The inputs of one shard, into its own database.</summary>
internal sealed record ShardBuild(ShardFolder Folder, Shard Shard) : BuildMode;

/// <summary>The shards that are done, into the database.</summary>
internal sealed record MergeBuild(ShardFolder Folder, int Shards) : BuildMode;

/// <summary>A job for each shard that is not done, and one that merges them.</summary>
/// <param name="AtOnce">At most so many jobs run at a time; null for any number.</param>
/// <param name="IsDry">Only the scripts are written.</param>
internal sealed record SlurmBuild(
    ShardFolder Folder, int Shards, SlurmResources Resources, int? AtOnce, bool IsDry) : BuildMode;
