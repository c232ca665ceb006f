using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>What a device computes for a metric.</summary>
/// <param name="Order">Of what <paramref name="Operation"/> computes.</param>
/// <param name="ProductOrder">Of products of matrices; null where they do not serve.</param>
internal sealed record ScanPlan(
    ScanOperation Operation, ScoreOrder Order, ScoreOrder? ProductOrder)
{
    /// <summary>Whether |x|² of the rows is needed.</summary>
    public bool NeedsNorms =>
        Order == ScoreOrder.Tanimoto || ProductOrder == ScoreOrder.SquaredDistance;

    public static ScanPlan For(VectorSpace space, SearchMetric metric) => metric switch
    {
        SearchMetric.Euclidean =>
            new(ScanOperation.Square, ScoreOrder.AsItIs, ScoreOrder.SquaredDistance),
        SearchMetric.Cosine => new(ScanOperation.Dot, ScoreOrder.FromOne, ScoreOrder.FromOne),
        SearchMetric.Dot => new(ScanOperation.Dot, ScoreOrder.Negated, ScoreOrder.Negated),
        SearchMetric.EarthMover => new(ScanOperation.Share, ScoreOrder.AsItIs, null),
        _ when space.Encoding == VectorEncoding.Bits =>
            new(ScanOperation.Bits, ScoreOrder.Negated, null),
        _ => new(ScanOperation.Dot, ScoreOrder.Tanimoto, ScoreOrder.Tanimoto),
    };

    /// <summary>
    /// Candidates kept for so many neighbours: more where scores are rounded more coarsely, so that
    /// seldom one has to look for more.
    /// </summary>
    public static int Keep(int count, GpuPrecision? product) => product switch
    {
        null => count + 24,
        GpuPrecision.Single => count + 104,
        _ => 4 * count + 216,
    };
}
