using System.CommandLine;
using Similarity.Catalog.Jobs;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Slurm;

namespace Similarity.Cli.Verbs.Build;

/// <summary>The options that say how a build goes.</summary>
internal sealed class BuildModeOptions
{
    /// <summary>So many shards a build on a cluster has when nothing is said.</summary>
    private const int DefaultShards = 16;

    private const string ServerShards = "similarity-shards";

    private readonly Option<int?> shards = NumberOption.Whole(
        "--shards",
        "The build is in N parts, by a hash of the id.",
        1,
        Shard.MaximumCount);

    private readonly Option<int?> shard = NumberOption.Whole(
        "--shard", "Build only this part, from 0, into a database of its own.", 0);

    private readonly Option<bool> merge = new("--merge")
    {
        Description = "Bring the parts that are built into the database.",
    };

    private readonly Option<string?> folder = new("--shard-folder")
    {
        Description = "Where the parts lie (default: DB.shards beside the database, "
            + $"{ServerShards} here for one on a server).",
        HelpName = "DIR",
    };

    private readonly Option<bool> slurm = new("--slurm")
    {
        Description = "Submit the parts that are not built, and what merges them, as jobs of "
            + $"Slurm ({DefaultShards} parts unless --shards says more); merge when all are built.",
    };

    private readonly SlurmOptions resources = new();

    public void AddTo(Command verb)
    {
        foreach (Option option in (Option[])[shards, shard, merge, folder, slurm])
        {
            verb.Add(option);
        }

        resources.AddTo(verb);
    }

    /// <param name="hasFiles">Whether inputs are named.</param>
    /// <exception cref="VerbException">The options do not go together.</exception>
    public BuildMode Of(ParseResult result, string database, bool hasFiles)
    {
        bool isSlurm = result.GetValue(slurm), isMerge = result.GetValue(merge);
        int? index = result.GetValue(shard), count = result.GetValue(shards);
        if ((isSlurm ? 1 : 0) + (isMerge ? 1 : 0) + (index is null ? 0 : 1) > 1)
        {
            throw VerbException.Usage("--shard, --merge and --slurm exclude each other");
        }

        if (!isSlurm)
        {
            resources.RefuseWithoutSlurm(result);
        }

        bool isWhole = !isSlurm && !isMerge && index is null;
        if (isWhole && (count is not null || result.GetValue(folder) is not null))
        {
            throw VerbException.Usage(
                "a build in parts is asked for with --shard I, --merge or --slurm");
        }

        if (!isWhole && !isSlurm && count is null)
        {
            throw VerbException.Usage("how many parts there are is not said: --shards N");
        }

        if (!isWhole && hasFiles == isMerge)
        {
            throw VerbException.Usage(isMerge
                ? "--merge takes no INPUT: what the parts are made of, they know"
                : "a build in parts needs INPUT");
        }

        if (isWhole)
        {
            return new WholeBuild();
        }

        var place = new ShardFolder(result.GetValue(folder) ?? FolderOf(database));
        return index is int number ? OneShard(place, number, count!.Value)
            : isMerge ? new MergeBuild(place, count!.Value)
            : new SlurmBuild(
                place,
                count ?? DefaultShards,
                resources.ResourcesOf(result),
                resources.AtOnceOf(result),
                resources.IsDry(result));
    }

    private static ShardBuild OneShard(ShardFolder folder, int index, int count) =>
        index < count
            ? new ShardBuild(folder, new Shard(index, count))
            : throw VerbException.Usage(
                $"--shard expects a whole number from 0 to {count - 1}, not '{index}'");

    private static string FolderOf(string database) =>
        database.Contains("://", StringComparison.Ordinal) ? ServerShards : database + ".shards";
}
