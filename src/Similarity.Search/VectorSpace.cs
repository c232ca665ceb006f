using System.Collections.Immutable;

namespace Similarity.Search;

/// <summary>What the lanes (4 bytes each) of a vector are.</summary>
public enum VectorEncoding
{
    /// <summary>A number in each lane.</summary>
    Single,

    /// <summary>
    /// Lane 0 and 1 hold, as 32-bit integers, the first bit covered and one past the last; the
    /// other lanes hold the bits, the lowest of a lane first, those not covered 0.
    /// </summary>
    Bits,
}

/// <summary>What all vectors of a collection have in common.</summary>
/// <param name="Lanes">The length of a vector, in units of 4 bytes.</param>
/// <param name="Axes">
/// The ascending points that the numbers belong to, one axis after the other; empty where there are
/// none, and then <see cref="SearchMetric.EarthMover"/> has no meaning.
/// </param>
public sealed record VectorSpace(
    VectorEncoding Encoding, int Lanes, ImmutableArray<ImmutableArray<double>> Axes)
{
    public static VectorSpace OfNumbers(int dimension) =>
        new(VectorEncoding.Single, dimension, []);

    /// <summary>Whether distances by this metric have a meaning here.</summary>
    public bool Allows(SearchMetric metric) => Encoding == VectorEncoding.Bits
        ? metric == SearchMetric.Tanimoto
        : metric != SearchMetric.EarthMover || !Axes.IsEmpty;
}
