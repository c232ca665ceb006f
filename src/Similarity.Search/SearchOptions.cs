namespace Similarity.Search;

/// <summary>What a search is to find, and what it may use.</summary>
public sealed record SearchOptions
{
    /// <summary>How many neighbours each query gets.</summary>
    public required int Count { get; init; }

    /// <summary>The rows that may be found; null for all.</summary>
    public RowMask? Among { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// How many candidates an approximate index keeps while it searches: more find more of the true
    /// neighbours and take longer. Null for the index's own choice; exact indexes ignore it.
    /// </summary>
    public int? Effort { get; init; }

    public CancellationToken CancellationToken { get; init; }
}
