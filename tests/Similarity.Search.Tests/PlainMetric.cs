using System.Runtime.InteropServices;

namespace Similarity.Search.Tests;

/// <summary>
/// The metrics as their definitions say: the slow twin of <see cref="MetricValue"/>.
/// </summary>
internal static class PlainMetric
{
    public static double Of(
        SearchMetric metric, VectorSpace space, ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        metric switch
        {
            SearchMetric.EarthMover => EarthMover(space, a, b),
            SearchMetric.Tanimoto when space.Encoding == VectorEncoding.Bits => OfBits(a, b),
            _ => OfNumbers(metric, a, b),
        };

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

    private static double OfBits(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<uint> x = MemoryMarshal.Cast<float, uint>(a);
        ReadOnlySpan<uint> y = MemoryMarshal.Cast<float, uint>(b);
        int both = 0, either = 0;
        for (uint bit = Math.Max(x[0], y[0]); bit < Math.Min(x[1], y[1]); bit++)
        {
            bool inA = (x[2 + (int)bit / 32] >> (int)(bit % 32) & 1) == 1;
            bool inB = (y[2 + (int)bit / 32] >> (int)(bit % 32) & 1) == 1;
            both += inA && inB ? 1 : 0;
            either += inA || inB ? 1 : 0;
        }

        return either == 0 ? 0 : (double)both / either;
    }

    private static double EarthMover(
        VectorSpace space, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        int first = 0;
        foreach (double[] points in space.Axes.Select(axis => axis.ToArray()))
        {
            double[] x = Shares(a.Slice(first, points.Length));
            double[] y = Shares(b.Slice(first, points.Length));
            bool hasX = x.Sum() > 0, hasY = y.Sum() > 0;
            sum += !hasX && !hasY ? 0
                : hasX != hasY ? points[^1] - points[0]
                : Enumerable.Range(1, points.Length - 1).Sum(i =>
                    Math.Abs(x[..i].Sum() - y[..i].Sum()) * (points[i] - points[i - 1]));
            first += points.Length;
        }

        return sum / space.Axes.Length;
    }

    private static double[] Shares(ReadOnlySpan<float> values)
    {
        double[] positive = [.. values.ToArray().Select(value => Math.Max(0.0, value))];
        double total = positive.Sum();
        return total == 0 ? positive : [.. positive.Select(value => value / total)];
    }
}
