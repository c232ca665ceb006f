namespace Similarity.Benchmarks.Growth;

/// <summary>What was measured at one size; seconds by the clock unless it says otherwise.</summary>
/// <param name="Rows">Materials, each with one fingerprint.</param>
/// <param name="DatabaseBytes">After the import.</param>
/// <param name="KeysPassed">Of the keys that were asked for with a filter.</param>
/// <param name="QueryProcessors">Seconds of all processors for one query of one thread.</param>
/// <param name="BatchSeconds">A hundred queries at once, all threads.</param>
internal sealed record GrowthPoint(
    int Rows,
    Cost Import,
    long DatabaseBytes,
    Cost Segments,
    long SegmentBytes,
    Cost Reopening,
    Cost Keys,
    Cost FilteredKeys,
    int KeysPassed,
    Cost Bytes,
    double QuerySeconds,
    double QueryProcessors,
    double BatchSeconds,
    double BatchProcessors);

/// <param name="Clock">Seconds.</param>
/// <param name="Processors">Seconds of all processors.</param>
internal readonly record struct Cost(double Clock, double Processors)
{
    public static Cost operator +(Cost a, Cost b) =>
        new(a.Clock + b.Clock, a.Processors + b.Processors);
}

/// <summary>Search alone, over rows that were made, searched and dropped piece by piece.</summary>
/// <param name="Batch">A hundred queries at once over all pieces, all threads.</param>
internal sealed record StreamedSearch(long Rows, int Pieces, Cost Making, Cost Copies, Cost Batch);
