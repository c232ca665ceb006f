using System.CommandLine;
using Similarity.Catalog.Jobs;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Verbs.Build;

namespace Similarity.Cli.Verbs;

/// <summary>Brings materials and their fingerprints into a database.</summary>
internal static class BuildVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var files = new Argument<string[]>("INPUT")
        {
            Description = "Structures, bands or densities of states; a file may hold many "
                + "structures. None: what the database holds already.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var kinds = new KindOptions();
        var modes = new BuildModeOptions();
        var properties = new Option<string?>("--properties")
        {
            Description = "A CSV table with a column 'id': its other columns become properties.",
            HelpName = "FILE",
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with a build that was stopped: failures it recorded are not "
                + "tried again. What is there already is never computed again.",
        };
        var refresh = new Option<bool>("--refresh")
        {
            Description = "Compute again what another version of this program computed.",
        };
        var replace = new Option<bool>("--replace")
        {
            Description = "Put another input in the place of what the database has by its id; "
                + "without it that is kept, and the input listed under what failed.",
        };
        Option<string> idBy = IdByOption.Create();
        var verb = new VerbCommand(
            "build",
            "Bring materials and their fingerprints into a database; what is there is left, and a "
                + "bad input does not stop the others.",
            "similarity build --db polymorphs.db database/polymorphs/mp_families.jsonl.gz "
                + "--kind kinetic")
        {
            files,
            database,
        };
        kinds.AddTo(verb);
        verb.Add(properties);
        verb.Add(resume);
        verb.Add(refresh);
        verb.Add(replace);
        verb.Add(idBy);
        modes.AddTo(verb);
        verb.BindHeedful((result, console, cancellation) =>
        {
            var request = new BuildRequest(
                result.GetRequiredValue(database),
                result.GetValue(files) ?? [],
                kinds.Of(result),
                result.GetValue(properties))
            {
                KeepFailures = result.GetValue(resume),
                Refresh = result.GetValue(refresh),
                Replace = result.GetValue(replace),
                IdBy = IdByOption.Of(result, idBy),
            };
            int threads = VerbCommand.ThreadsOf(result);
            return modes.Of(result, request.Database, request.Files.Count > 0) switch
            {
                ShardBuild shard => ShardRun.Run(request, shard, threads, console, cancellation),
                MergeBuild merge => MergeRun.Run(
                    request.Database,
                    merge,
                    kinds.Words(result).Any() ? ShardPlan.Of(request.Kinds, []).Kinds : null,
                    request.Replace,
                    console,
                    cancellation),
                SlurmBuild slurm => SlurmRun.Run(
                    request,
                    slurm,
                    [
                        .. kinds.Words(result),
                        .. request.Properties is { } table
                            ? [$"--properties={table}"]
                            : (string[])[],
                        .. request.KeepFailures ? ["--resume"] : (string[])[],
                        .. request.Refresh ? ["--refresh"] : (string[])[],
                        .. IdByOption.Words(request.IdBy),
                    ],
                    console,
                    cancellation),
                _ => BuildRun.Run(request, threads, console, cancellation),
            };
        });
        return verb;
    }
}
