namespace Similarity.Search;

/// <summary>
/// What near means. The values are those of the metrics of fingerprints, of vectors of 4-byte
/// numbers.
/// </summary>
public enum SearchMetric
{
    /// <summary>|a − b|, a distance.</summary>
    Euclidean,

    /// <summary>1 − a·b / (|a| |b|), a distance; 1 where a vector is zero.</summary>
    Cosine,

    /// <summary>a·b, a similarity: the largest are the nearest.</summary>
    Dot,

    /// <summary>
    /// a·b / (|a|² + |b|² − a·b), a similarity; 0 where both are zero. Of bits, the number common
    /// to both over the number set in either, on the intervals both cover.
    /// </summary>
    Tanimoto,

    /// <summary>
    /// Σ_i |F_a(i) − F_b(i)| (x_{i+1} − x_i), the mean over the axes of the space, F the cumulative
    /// share of a vector on the axis; a distance. An axis that only one of the two has anything on
    /// counts its whole width.
    /// </summary>
    EarthMover,
}
