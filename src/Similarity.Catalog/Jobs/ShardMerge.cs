using System.Collections.Immutable;
using Similarity.Catalog.Import;
using Similarity.Catalog.Operations;

namespace Similarity.Catalog.Jobs;

/// <summary>
/// Brings the shards of a build that are done into one catalog, in the order of the shards, so that
/// it says what a build in one piece says. What is there already is left: a merge that was stopped
/// goes on, and one after a shard that was missing adds that.
/// </summary>
/// <param name="open">Opens the catalog of a shard for reading.</param>
public sealed class ShardMerge(ShardFolder folder, Func<string, ICatalogStore> open)
{
    private const int BatchSize = 256;

    /// <param name="states">Of all shards; of one plan.</param>
    /// <param name="progress">Is told how many materials more were copied.</param>
    /// <exception cref="CatalogException"/>
    /// <exception cref="OperationCanceledException"/>
    public CopyCounts Run(
        IReadOnlyList<ShardState> states,
        ICatalogStore target,
        Action<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var total = new CopyCounts(0, 0);
        foreach (ShardMarker marker in states.Select(state => state.Marker).OfType<ShardMarker>())
        {
            using ICatalogStore source = open(folder.DatabaseOf(marker.Shard));
            long held = source.Count().Materials;
            if (held != marker.Materials)
            {
                throw new CatalogException(
                    CatalogFault.Invalid, source.Location,
                    $"holds {held} materials; it had {marker.Materials} when it was done");
            }

            long copied = 0;
            CopyCounts counts = CatalogCopy.Copy(
                source,
                target,
                progress: now =>
                {
                    progress?.Invoke(now - copied);
                    copied = now;
                },
                cancellation: cancellation);
            total = new CopyCounts(total.Written + counts.Written, total.Same + counts.Same);
        }

        RecordFailures(states, target, cancellation);
        return total;
    }

    /// <summary>
    /// A set is known from its first vector on. A shard without one could not record why its
    /// materials have none; the catalog of all can.
    /// </summary>
    private static void RecordFailures(
        IReadOnlyList<ShardState> states, ICatalogStore target, CancellationToken cancellation)
    {
        foreach (FingerprintSet set in target.Sets())
        {
            ImmutableArray<ImportFailure> failed =
            [
                .. states.Select(state => state.Marker).OfType<ShardMarker>()
                    .Where(marker => marker.Plan.Kinds.Contains(set.Identity))
                    .SelectMany(marker => marker.Failed)
                    .Where(failure => failure.Kind == set.Kind),
            ];
            if (failed.IsEmpty)
            {
                continue;
            }

            HashSet<string> recorded = new(
                target.Failures(set).Select(failure => failure.MaterialId), StringComparer.Ordinal);
            foreach (ImportFailure[] batch in failed
                .Where(failure => !recorded.Contains(failure.Id)).Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                target.Write([.. batch
                    .Select(failure => EntryOf(target, set, failure)).OfType<CatalogEntry>()]);
            }
        }
    }

    /// <summary>Null where the catalog has no such material, or its fingerprint.</summary>
    private static CatalogEntry? EntryOf(
        ICatalogStore target, FingerprintSet set, ImportFailure failure)
    {
        if (target.Vector(set, failure.Id) is not null
            || CatalogEntries.Find(target, [], failure.Id) is not { } entry)
        {
            return null;
        }

        return entry with
        {
            Failures =
            [
                (set, new StoredFailure(
                    failure.Id, failure.Reason, entry.Material.InputHash,
                    entry.Material.ProgramVersion)),
            ],
        };
    }
}
