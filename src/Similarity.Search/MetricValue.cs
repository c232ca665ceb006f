using System.Numerics;
using System.Runtime.InteropServices;

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
            SearchMetric.Tanimoto when space.Encoding == VectorEncoding.Bits => TanimotoOfBits(a, b),
            _ => OfNumbers(metric, a, b),
        };
    }

    private static double OfNumbers(
        SearchMetric metric, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double ab = 0, aa = 0, bb = 0, difference = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double x = a[i], y = b[i];
            ab += x * y;
            aa += x * x;
            bb += y * y;
            difference += (x - y) * (x - y);
        }

        double norms = Math.Sqrt(aa) * Math.Sqrt(bb);
        double union = aa + bb - ab;
        return metric switch
        {
            SearchMetric.Euclidean => Math.Sqrt(difference),
            SearchMetric.Cosine => norms == 0 ? 1 : 1 - ab / norms,
            SearchMetric.Dot => ab,
            _ => union == 0 ? 0 : ab / union,
        };
    }

    private static double TanimotoOfBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<uint> x = MemoryMarshal.Cast<float, uint>(a);
        ReadOnlySpan<uint> y = MemoryMarshal.Cast<float, uint>(b);
        int first = (int)Math.Max(x[0], y[0]);
        int end = (int)Math.Min(x[1], y[1]);
        int both = 0, either = 0;
        for (int bit = first; bit < end; bit++)
        {
            uint inA = x[2 + bit / 32] >> (bit % 32) & 1;
            uint inB = y[2 + bit / 32] >> (bit % 32) & 1;
            both += BitOperations.PopCount(inA & inB);
            either += BitOperations.PopCount(inA | inB);
        }

        return either == 0 ? 0 : (double)both / either;
    }

    private static double EarthMover(
        VectorSpace space, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        int first = 0;
        foreach (ReadOnlySpan<double> points in space.Axes.Select(axis => axis.ToArray()))
        {
            sum += OnAxis(
                points, a.Slice(first, points.Length), b.Slice(first, points.Length));
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
            excess += Math.Max(0, a[i]) / totalA - Math.Max(0, b[i]) / totalB;
            distance += Math.Abs(excess) * (points[i + 1] - points[i]);
        }

        return distance;
    }

    private static double Total(ReadOnlySpan<float> values)
    {
        double total = 0;
        foreach (float value in values)
        {
            total += Math.Max(0, value);
        }

        return total;
    }
}
