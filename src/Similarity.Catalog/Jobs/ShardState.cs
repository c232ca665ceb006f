namespace Similarity.Catalog.Jobs;

/// <summary>How far a shard is.</summary>
/// <param name="Marker">Null while it is not done.</param>
/// <param name="WhyMissing">Null exactly when it is done.</param>
public sealed record ShardState(Shard Shard, ShardMarker? Marker, string? WhyMissing)
{
    public bool IsDone => Marker is not null;
}
