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
    /// <param name="states">Of all shards; of one plan.</param>
    /// <param name="progress">Is told how many materials more were copied.</param>
    /// <param name="kept">As of <see cref="CatalogCopy.Copy"/>.</param>
    /// <exception cref="CatalogException"/>
    /// <exception cref="OperationCanceledException"/>
    public CopyCounts Run(
        IReadOnlyList<ShardState> states,
        ICatalogStore target,
        Action<long>? progress = null,
        Action<string>? kept = null,
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
                kept: kept,
                cancellation: cancellation);
            total = new CopyCounts(total.Written + counts.Written, total.Same + counts.Same);
        }

        return total;
    }
}
