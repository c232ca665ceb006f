using System.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// The elementwise steps of <see cref="NetworkPass"/>, a vector of numbers at a time.
/// </summary>
internal static class VectorArithmetic
{
    private static int Width => Vector<double>.Count;

    /// <summary>y ← y + x.</summary>
    public static void Add(ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            (new Vector<double>(x[i..]) + new Vector<double>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }

    /// <summary>y ← x².</summary>
    public static void Square(ReadOnlySpan<double> x, Span<double> y)
    {
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            var v = new Vector<double>(x[i..]);
            (v * v).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] = x[i] * x[i];
        }
    }

    /// <summary>y ← y + 2 x z.</summary>
    public static void AddTwiceProduct(
        ReadOnlySpan<double> x, ReadOnlySpan<double> z, Span<double> y)
    {
        int i = 0;
        for (; i <= x.Length - Width; i += Width)
        {
            Vector<double> twice = 2 * new Vector<double>(x[i..]) * new Vector<double>(z[i..]);
            (new Vector<double>(y[i..]) + twice).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] += 2 * x[i] * z[i];
        }
    }

    /// <summary>h ← h + √(v + least) ε.</summary>
    public static void AddNoise(
        ReadOnlySpan<double> v, ReadOnlySpan<double> noise, double least, Span<double> h)
    {
        int i = 0;
        for (; i <= v.Length - Width; i += Width)
        {
            Vector<double> root =
                Vector.SquareRoot(new Vector<double>(v[i..]) + new Vector<double>(least));
            (new Vector<double>(h[i..]) + root * new Vector<double>(noise[i..])).CopyTo(h[i..]);
        }

        for (; i < v.Length; i++)
        {
            h[i] += Math.Sqrt(v[i] + least) * noise[i];
        }
    }

    /// <summary>g ← g ε/(2 √(v + least)).</summary>
    public static void SpreadGradient(
        ReadOnlySpan<double> v, ReadOnlySpan<double> noise, double least, Span<double> g)
    {
        int i = 0;
        for (; i <= v.Length - Width; i += Width)
        {
            Vector<double> root =
                Vector.SquareRoot(new Vector<double>(v[i..]) + new Vector<double>(least));
            (new Vector<double>(g[i..]) * new Vector<double>(noise[i..]) / (2 * root))
                .CopyTo(g[i..]);
        }

        for (; i < v.Length; i++)
        {
            g[i] *= noise[i] / (2 * Math.Sqrt(v[i] + least));
        }
    }
}
