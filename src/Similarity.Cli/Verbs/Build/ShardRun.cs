using System.Diagnostics;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Catalog.Jobs;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs.Build;

/// <summary>
/// Builds one shard. What was built of it before is left, so that one that was stopped goes on; it
/// is marked as done when it is.
/// </summary>
internal static class ShardRun
{
    public static int Run(
        BuildRequest request,
        ShardBuild build,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        PropertyTable? table = BuildRun.TableOf(request);
        Shard shard = build.Shard;

        // Before anything is read: a file that changes while it is read is no longer that one.
        ShardPlan plan = PlanOf(request);
        CreateFolder(build.Folder);
        using ICatalogStore store = DatabaseOption.Open(
            build.Folder.DatabaseOf(shard), CatalogAccess.Create);
        ImportSummary summary = DatabaseOption.Guard(() =>
        {
            build.Folder.Unmark(shard);
            ImportSummary made = BuildRun.Import(
                store,

                // It is of these inputs alone; what they replace, the merge is asked.
                request with { Replace = true },
                BuildRun.FilesOf(
                    request, table, threads, cancellation, shard.Contains, shard.Count),
                threads,
                console,
                cancellation);
            build.Folder.Mark(new ShardMarker(
                shard,
                plan,
                Fingerprint.CurrentProgramVersion,
                store.Count().Materials,
                made.Failed));
            return made;
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return DatabaseOption.Guard(() =>
        {
            BuildRun.Show(store, summary, seconds, console);
            console.Print(BuildRun.DocumentOf(store.Location, request, summary, seconds) with
            {
                Shard = shard.Index,
                Shards = shard.Count,
            });
            return BuildRun.ExitCodeOf(summary);
        });
    }

    /// <exception cref="VerbException">Each shard would learn scales of its own.</exception>
    public static ShardPlan PlanOf(BuildRequest request)
    {
        foreach (ImportKind kind in request.Kinds)
        {
            LearnedScales.Require(kind.Recipe);
        }

        return ShardPlan.Of(
            request.Kinds,
            request.Properties is { } table ? [.. request.Files, table] : request.Files) with
        {
            IdBy = request.IdBy.ToString().ToLowerInvariant(),
        };
    }

    public static void CreateFolder(ShardFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"{folder.Path} cannot be made: {e.Message}", e);
        }
    }
}
