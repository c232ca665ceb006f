using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>
/// How large the score that a device computes can be for a row that is as near as a given value.
/// Rows of larger scores are farther, so that leaving them out loses no neighbour.
/// </summary>
/// <remarks>
/// A sum of n products in single precision, in any order, differs from Σ x y by at most
/// γ Σ |x y| ≤ γ |x| |y| with γ = n u / (1 − n u), u = 2⁻²⁴ (Higham, Accuracy and Stability of
/// Numerical Algorithms, section 3.1); a sum of positive terms by γ times itself. The few roundings
/// before and after add to n. What underflows is below 2⁻¹²⁶ for each term, also where a device
/// takes such numbers for 0. Where sums could overflow nothing is left out.
/// </remarks>
internal sealed class ScoreBound
{
    private const double Unit = 1.0 / (1 << 24);

    // Rounding to 10 bits, or cutting off there, of both factors; tensor cores cut sums off one bit
    // earlier than single precision rounds.
    private const double Tf32Factors = 1.01 / (1 << 9);
    private const double Tf32Unit = 1.0 / (1 << 22);

    /// <summary>Room for the roundings of what surrounds the sums, and of this class.</summary>
    private const int OtherTerms = 32;
    private const double Slack = 1.02;

    /// <summary>Above the rounding in double precision of the values themselves.</summary>
    private const double ValueError = 1e-11;
    private const double LargestNorm = 1L << 60;

    private readonly SearchMetric metric;
    private readonly bool bits;
    private readonly bool product;
    private readonly double relative;
    private readonly double lost;
    private readonly double largestNorm;
    private readonly double meanSpan;

    /// <param name="largestNorm">Of the rows.</param>
    /// <param name="product">Precision of products of matrices; null for direct sums.</param>
    public ScoreBound(
        VectorSpace space,
        SearchMetric metric,
        double largestNorm,
        double meanSpan,
        GpuPrecision? product)
    {
        this.metric = metric;
        this.largestNorm = largestNorm;
        this.meanSpan = meanSpan;
        this.product = product is not null;
        bits = space.Encoding == VectorEncoding.Bits;
        int terms = space.Lanes + OtherTerms;
        relative = Slack * (product == GpuPrecision.Tf32
            ? Tf32Factors + terms * Tf32Unit
            : terms * Unit);
        lost = terms * Math.Pow(2, -120);
    }

    /// <param name="norm">Of the query.</param>
    public float LargestScore(double value, double norm)
    {
        double largest = metric switch
        {
            SearchMetric.Euclidean => product ? FromProduct(value, norm) : Squared(value),
            SearchMetric.Cosine => value + ValueError + relative + lost,
            SearchMetric.Dot => norm * largestNorm > LargestNorm * LargestNorm
                ? double.PositiveInfinity
                : -value + relative * norm * largestNorm + lost,
            SearchMetric.Tanimoto => bits ? -value * (1 - 1e-6) : Tanimoto(value, norm),
            _ => value * (1 + relative) + ValueError * meanSpan + 8 * Unit * meanSpan + lost,
        };
        return largest < float.MaxValue
            ? Math.Max(MathF.BitIncrement((float)largest), -float.MaxValue)
            : float.PositiveInfinity;
    }

    private double Squared(double distance)
    {
        double square = distance * distance * (1 + ValueError);
        return square * (1 + relative) + lost;
    }

    // d² = |x|² + |y|² − 2 x·y, where |y| ≤ |x| + d.
    private double FromProduct(double distance, double norm)
    {
        double other = norm + distance;
        return other > LargestNorm
            ? double.PositiveInfinity
            : distance * distance * (1 + ValueError) + 2 * relative * norm * other
                + 8 * Unit * (norm + other) * (norm + other) + lost;
    }

    // With A = |x|² + |y|², T = p / (A − p) has dT/dp = A / (A − p)² ≤ 4 / A, as p ≤ A / 2; and
    // |x| |y| ≤ A / 2.
    private double Tanimoto(double value, double norm)
    {
        if (norm + largestNorm > LargestNorm)
        {
            return double.PositiveInfinity;
        }

        double underflow = norm == 0 ? 0 : 4 * lost / (norm * norm);
        return -value + ValueError + 2 * relative + 32 * Unit + underflow;
    }
}
