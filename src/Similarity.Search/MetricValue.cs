using System.Collections.Immutable;
using Similarity.Search.Kernels;

namespace Similarity.Search;

/// <summary>
/// The value of a metric for two vectors, in double precision: what every index reports.
/// </summary>
public static class MetricValue
{
    /// <summary>True for a similarity, false for a distance.</summary>
    public static bool LargerIsNearer(SearchMetric metric) =>
        metric is SearchMetric.Dot or SearchMetric.Tanimoto;

    public static double Of(
        SearchMetric metric, VectorSpace space, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != space.Lanes || b.Length != space.Lanes)
        {
            throw new ArgumentException(
                $"vectors of {a.Length} and {b.Length} lanes; expected {space.Lanes}");
        }

        if (!space.Allows(metric))
        {
            throw new ArgumentException($"metric {metric} has no meaning for these vectors");
        }

        return metric switch
        {
            SearchMetric.EarthMover => EarthMover(space, a, b),
            SearchMetric.Tanimoto when space.Encoding == VectorEncoding.Bits =>
                TanimotoOfBits(a, b),
            _ => OfNumbers(metric, a, b),
        };
    }

    private static unsafe double OfNumbers(
        SearchMetric metric, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        fixed (float* x = a, y = b)
        {
            return metric == SearchMetric.Euclidean
                ? Math.Sqrt(DoubleSums.SquaredDistance(x, y, a.Length))
                : OfProducts(
                    metric,
                    DoubleSums.Dot(x, y, a.Length),
                    metric == SearchMetric.Dot ? 0 : DoubleSums.Dot(x, x, a.Length),
                    metric == SearchMetric.Dot ? 0 : DoubleSums.Dot(y, y, a.Length));
        }
    }

    /// <summary>
    /// The value of a metric that is a function of products, for a·b the others may be 0.
    /// </summary>
    internal static double OfProducts(SearchMetric metric, double ab, double aa, double bb)
    {
        switch (metric)
        {
            case SearchMetric.Cosine:
                double norms = Math.Sqrt(aa) * Math.Sqrt(bb);
                return norms == 0 ? 1 : 1 - ab / norms;
            case SearchMetric.Dot:
                return ab;
            default:
                double union = aa + bb - ab;
                return union == 0 ? 0 : ab / union;
        }
    }

    internal static unsafe double TanimotoOfBits(float* a, float* b, int lanes)
    {
        (int both, int either) = BitCounts.Of(a, b, lanes);
        return either == 0 ? 0 : (double)both / either;
    }

    private static unsafe double TanimotoOfBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        fixed (float* x = a, y = b)
        {
            return TanimotoOfBits(x, y, a.Length);
        }
    }

    internal static double EarthMover(
        VectorSpace space, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        int first = 0;
        foreach (ImmutableArray<double> points in space.Axes)
        {
            sum += OnAxis(
                points.AsSpan(), a.Slice(first, points.Length), b.Slice(first, points.Length));
            first += points.Length;
        }

        return sum / space.Axes.Length;
    }

    private static double OnAxis(
        ReadOnlySpan<double> points, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double totalA = Total(a), totalB = Total(b);
        if (totalA == 0 || totalB == 0)
        {
            return totalA == totalB ? 0 : points[^1] - points[0];
        }

        double distance = 0, excess = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            excess += Positive(a[i]) / totalA - Positive(b[i]) / totalB;
            distance += Math.Abs(excess) * (points[i + 1] - points[i]);
        }

        return distance;
    }

    private static double Total(ReadOnlySpan<float> values)
    {
        double total = 0;
        foreach (float value in values)
        {
            total += Positive(value);
        }

        return total;
    }

    private static double Positive(float value) => value > 0 ? value : 0;
}
