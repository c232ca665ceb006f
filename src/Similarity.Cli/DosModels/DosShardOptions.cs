using System.CommandLine;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Slurm;

namespace Similarity.Cli.DosModels;

/// <summary>--parts, --shards, --shard, --merge and --slurm: a prediction in parts.</summary>
internal sealed class DosShardOptions
{
    private const int MostShards = 10_000;

    private readonly Option<string?> parts = new("--parts")
    {
        Description = "The folder that shards keep what they made in.",
        HelpName = "FOLDER",
    };

    private readonly Option<int?> shards = NumberOption.Whole(
        "--shards", "The prediction is in N parts, of whole blocks of atoms.", 1, MostShards);

    private readonly Option<int?> shard =
        NumberOption.Whole("--shard", "Make only this part, from 0.", 0);

    private readonly Option<bool> merge = new("--merge")
    {
        Description = "Say and write what all parts together say.",
    };

    private readonly Option<bool> slurm = new("--slurm")
    {
        Description = "Submit the parts, and what merges them, as jobs of Slurm.",
    };

    private readonly SlurmOptions resources = new();

    public void AddTo(Command verb)
    {
        verb.Add(parts);
        verb.Add(shards);
        verb.Add(shard);
        verb.Add(merge);
        verb.Add(slurm);
        resources.AddTo(verb);
    }

    /// <summary>Null for a prediction in one piece.</summary>
    /// <exception cref="VerbException">They do not fit together.</exception>
    public DosShardChoice? Of(ParseResult result)
    {
        string? folder = result.GetValue(parts);
        int? count = result.GetValue(shards), index = result.GetValue(shard);
        bool isMerge = result.GetValue(merge), isSlurm = result.GetValue(slurm);
        int ways = (isMerge ? 1 : 0) + (isSlurm ? 1 : 0) + (index is null ? 0 : 1);
        if (!isSlurm)
        {
            resources.RefuseWithoutSlurm(result);
        }

        if (ways == 0 && count is null && folder is null)
        {
            return null;
        }

        if (ways != 1 || count is not int number || folder is null)
        {
            throw VerbException.Usage("a prediction in parts is --parts FOLDER --shards N with one "
                + "of --shard I, --merge and --slurm");
        }

        return index >= number
            ? throw VerbException.Usage(string.Create(
                CultureInfo.InvariantCulture,
                $"--shard expects a whole number from 0 to {number - 1}, not '{index}'"))
            : new DosShardChoice(folder, number, index, isSlurm);
    }

    /// <param name="words">Verb and options of the prediction, in full.</param>
    public int Submit(
        ParseResult result,
        DosShardChoice choice,
        string structure,
        IReadOnlyList<string> words,
        VerbConsole console)
    {
        if (!File.Exists(structure))
        {
            throw VerbException.Invalid($"{structure}: no such file");
        }

        var jobs = PredictionJobs.Submit(
            "dosmodel",
            structure,
            choice.Folder,
            choice.Shards,
            words,
            resources.ResourcesOf(result),
            resources.AtOnceOf(result),
            resources.IsDry(result),
            console);
        console.Print(new DosModelJobsDocument(
            choice.Folder,
            choice.Shards,
            jobs.ArrayScript,
            jobs.MergeScript,
            jobs.Array,
            jobs.Merge,
            jobs.Commands));
        return ExitCode.Done;
    }

    private sealed record DosModelJobsDocument(
        string Parts,
        int Shards,
        string ArrayScript,
        string MergeScript,
        long? Array,
        long? Merge,
        IReadOnlyList<string> Commands)
        : Document("similarity.dosmodel_jobs/1");
}

/// <summary>Which part of a prediction is asked for.</summary>
/// <param name="Shard">Null for what merges or submits them.</param>
internal sealed record DosShardChoice(string Folder, int Shards, int? Shard, bool IsSlurm);
