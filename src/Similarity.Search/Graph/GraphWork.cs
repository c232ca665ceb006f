namespace Similarity.Search.Graph;

/// <summary>What a change of a graph may use, and whom it tells.</summary>
public sealed record GraphWork
{
    public static GraphWork Default { get; } = new();

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told the number of rows done, after each batch.</summary>
    public IProgress<int>? Progress { get; init; }

    public CancellationToken CancellationToken { get; init; }

    internal ParallelOptions Parallel => new()
    {
        MaxDegreeOfParallelism = Math.Max(1, Threads),
        CancellationToken = CancellationToken,
    };
}
