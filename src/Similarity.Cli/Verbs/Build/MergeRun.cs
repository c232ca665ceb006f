using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Catalog.Jobs;
using Similarity.Catalog.Operations;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Build;

/// <summary>Brings the shards that are done into the database, and says which are not.</summary>
internal static class MergeRun
{
    /// <param name="kinds">Sets that the shards must make; null for those of the first.</param>
    /// <param name="replace">
    /// Whether another input takes the place of what the database has by its id.
    /// </param>
    public static int Run(
        string database,
        MergeBuild build,
        ImmutableArray<string>? kinds,
        bool replace,
        VerbConsole console,
        CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        RefuseOtherCounts(build.Folder, build.Shards);
        ImmutableArray<ShardState> states = build.Folder.States(build.Shards);
        ImmutableArray<ShardMarker> done =
            [.. states.Select(state => state.Marker).OfType<ShardMarker>()];
        RefuseOtherPlans(done, kinds);
        string[] warnings = WarningsOf(done);
        foreach (string warning in warnings)
        {
            console.Warn(warning);
        }

        ImmutableArray<ImportFailure> failed = [.. done.SelectMany(marker => marker.Failed)];
        var counts = new CopyCounts(0, 0);
        string location = database;
        if (done.Length > 0)
        {
            using ICatalogStore target = DatabaseOption.Open(database, CatalogAccess.Create);
            location = target.Location;
            counts = DatabaseOption.Guard(() =>
            {
                var kept = new List<string>();
                CopyCounts made = Merge(
                    build.Folder, states, target, replace ? null : kept.Add, console,
                    cancellation);
                failed =
                [
                    .. failed,
                    .. kept.Select(id => new ImportFailure(id, null, ImportFailure.IdIsTaken)),
                ];
                BuildRun.Show(failed, console);
                BuildRun.Show(target, console);
                return made;
            });
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        MissingShard[] missing =
        [
            .. states.Where(state => !state.IsDone)
                .Select(state => new MissingShard(state.Shard.Name, state.WhyMissing!)),
        ];
        foreach (MissingShard shard in missing)
        {
            console.Error($"shard {shard.Shard} is missing: {shard.Reason}");
        }

        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{location}: {done.Length} of {build.Shards} shards merged, {counts.Written} "
            + $"materials written, {counts.Same} there already ({seconds:0.0} s)"));
        console.Print(new BuildDocument(
            location,
            KindsOf(done),
            counts.Written,
            counts.Same,
            failed,
            [.. warnings],
            seconds)
        {
            Shards = build.Shards,
            Merged = [.. done.Select(marker => marker.Shard.Name)],
            Missing = missing,
        });
        return missing.Length > 0 ? ExitCode.Absent
            : failed.IsEmpty ? ExitCode.Done
            : ExitCode.InvalidInput;
    }

    /// <exception cref="VerbException">The folder holds shards of another build.</exception>
    public static void RefuseOtherCounts(ShardFolder folder, int count)
    {
        if (folder.OtherCounts(count) is [int other, ..])
        {
            throw VerbException.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"{folder.Path} holds shards of a build in {other} parts, not {count}; say "
                + $"--shards {other}, or remove them"));
        }
    }

    private static CopyCounts Merge(
        ShardFolder folder,
        ImmutableArray<ShardState> states,
        ICatalogStore target,
        Action<string>? kept,
        VerbConsole console,
        CancellationToken cancellation)
    {
        var merge = new ShardMerge(
            folder, file => DatabaseOption.Open(file, CatalogAccess.Read));
        long expected = states.Sum(state => state.Marker?.Materials ?? 0);
        CopyCounts? counts = null;
        WorkProgress.Run(
            console, "materials", (int)Math.Min(int.MaxValue, expected), 0, finished =>
                counts = merge.Run(
                    states,
                    target,
                    more =>
                    {
                        for (; more > 0; more--)
                        {
                            finished();
                        }
                    },
                    kept,
                    cancellation));
        return counts!;
    }

    private static void RefuseOtherPlans(
        ImmutableArray<ShardMarker> done, ImmutableArray<string>? kinds)
    {
        foreach (ShardMarker marker in done)
        {
            ShardPlan first = done[0].Plan, own = marker.Plan;
            string? difference = kinds is { } asked && own.Difference(own with { Kinds = asked })
                is { } other
                ? $"{other} as is asked for"
                : own.Difference(first) is { } otherwise
                    ? $"{otherwise} as shard {done[0].Shard.Name}"
                    : null;
            if (difference is not null)
            {
                throw VerbException.Invalid(
                    $"shard {marker.Shard.Name} {difference}; build it again");
            }
        }
    }

    private static string[] WarningsOf(ImmutableArray<ShardMarker> done)
    {
        string[] versions =
            [.. done.Select(marker => marker.ProgramVersion).Distinct().Order()];
        return versions.Length > 1
            ? [$"the shards were built by different versions: {string.Join(", ", versions)}"]
            : [];
    }

    /// <summary>An identity begins with the name of its kind.</summary>
    private static string[] KindsOf(ImmutableArray<ShardMarker> done) => done is [var first, ..]
        ? [.. first.Plan.Kinds.Select(kind => kind.Split(' ')[0])]
        : [];
}
