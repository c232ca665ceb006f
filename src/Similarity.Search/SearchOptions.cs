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

    /// <exception cref="ArgumentException">
    /// Such queries cannot be put to these vectors, or not with these options.
    /// </exception>
    internal void Check(VectorCollection vectors, ReadOnlySpan<float> queries)
    {
        int lanes = vectors.Space.Lanes;
        ArgumentOutOfRangeException.ThrowIfNegative(Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (queries.Length % lanes != 0)
        {
            throw new ArgumentException($"{queries.Length} lanes of queries of {lanes}");
        }

        if (Among is { } among && among.Count != vectors.Count)
        {
            throw new ArgumentException(
                $"a mask of {among.Count} rows for a collection of {vectors.Count}");
        }

        for (int first = 0; first < queries.Length; first += lanes)
        {
            if (vectors.Space.FaultOf(queries.Slice(first, lanes)) is string fault)
            {
                throw new ArgumentException($"query {first / lanes}: {fault}");
            }
        }
    }
}
