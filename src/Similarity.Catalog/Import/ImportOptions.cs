namespace Similarity.Catalog.Import;

/// <summary>How an import goes about its work.</summary>
public sealed record ImportOptions
{
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Materials written at once. More are lost by a crash; fewer make the disk wait more often.
    /// </summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>A batch that is not full is written after this time.</summary>
    public TimeSpan BatchTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Take a failure that the catalog records for the same input as final, instead of trying
    /// again.
    /// </summary>
    public bool KeepFailures { get; init; }

    /// <summary>
    /// Whether another input takes the place of what the catalog has by its id, or fails.
    /// </summary>
    public bool Replace { get; init; } = true;

    /// <summary>Compute again what another version of the program computed.</summary>
    public bool Refresh { get; init; }
}
