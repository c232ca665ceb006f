namespace Similarity.Learning.Embeddings;

/// <summary>How a map by UMAP is drawn.</summary>
public sealed record UmapOptions
{
    /// <summary>
    /// k: how many neighbours make up what is near. Small shows fine structure, large the whole.
    /// </summary>
    public int Neighbours { get; init; } = 15;

    /// <summary>How near points may come; smaller packs groups tighter. At most the spread.</summary>
    public double MinDistance { get; init; } = 0.1;

    /// <summary>The unit of the map: how far the edge of a neighbourhood is.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Points pushed away for each neighbour pulled; change with care.</summary>
    public int NegativeSamples { get; init; } = 5;

    /// <summary>Passes over the edges; by default 500, of more than 10,000 items 200.</summary>
    public int? Epochs { get; init; }

    public ulong Seed { get; init; } = 1;

    internal int EpochsOf(int count) => Epochs ?? (count <= 10_000 ? 500 : 200);
}
