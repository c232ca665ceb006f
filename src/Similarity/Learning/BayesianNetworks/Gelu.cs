using System.Numerics;
using System.Runtime.CompilerServices;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// g(x) = x s(u), u = 2 √(2/π) (x + 0.044715 x³), s the logistic function: the usual approximation
/// of x Φ(x) (Hendrycks and Gimpel, arXiv:1606.08415). g′ = s + x s (1 − s) u′.
/// </summary>
internal static class Gelu
{
    private const double Slope = 2 * 0.79788456080286535588, Cubic = 0.044715;

    // e^(−u) = 2^(Slope2 x + Cubic2 x³).
    private const double Slope2 = -Slope * 1.44269504088896340736, Cubic2 = Cubic * Slope2;

    /// <summary>Powers of 2 beyond this one, or below its inverse, change no result.</summary>
    private const double LargestPower = 1021;

    /// <summary>1.5 · 2⁵²: added to a number it leaves the nearest whole one in the lowest bits.
    /// </summary>
    private const double Rounder = 6755399441055744;

    private const int FractionBits = 52;

    // 2^f for |f| ≤ ½ by interpolation at Chebyshev's points: 3e-16 off, relatively.
    private const double C1 = 0.69314718055995, C2 = 0.24022650695910097;
    private const double C3 = 0.05550410866444772, C4 = 0.009618129107606888;
    private const double C5 = 0.0013333558230164974, C6 = 0.0001540353044173605;
    private const double C7 = 1.5252657260200837e-05, C8 = 1.321544258792169e-06;
    private const double C9 = 1.0208690299958306e-07, C10 = 7.072585949269223e-09;

    /// <summary>g of every number, in place.</summary>
    public static void Apply(Span<double> values)
    {
        int i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Value(new Vector<double>(values[i..])).CopyTo(values[i..]);
        }

        if (i < values.Length)
        {
            // A partial vector, so that a number's result does not depend on where it stands.
            Span<double> rest = stackalloc double[Vector<double>.Count];
            rest.Clear();
            values[i..].CopyTo(rest);
            Value(new Vector<double>(rest)).CopyTo(rest);
            rest[..(values.Length - i)].CopyTo(values[i..]);
        }
    }

    /// <summary>gradients[i] ← gradients[i] g′(at[i]).</summary>
    public static void Differentiate(ReadOnlySpan<double> at, Span<double> gradients)
    {
        int i = 0;
        for (; i <= at.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(gradients[i..]) * Derivative(new Vector<double>(at[i..])))
                .CopyTo(gradients[i..]);
        }

        if (i < at.Length)
        {
            Span<double> rest = stackalloc double[Vector<double>.Count];
            rest.Clear();
            at[i..].CopyTo(rest);
            Derivative(new Vector<double>(rest)).CopyTo(rest);
            for (int j = 0; i + j < at.Length; j++)
            {
                gradients[i + j] *= rest[j];
            }
        }
    }

    private static Vector<double> Value(Vector<double> x) => x / InverseLogistic(x, x * x);

    private static Vector<double> Derivative(Vector<double> x)
    {
        Vector<double> square = x * x;
        Vector<double> s = Vector<double>.One / InverseLogistic(x, square);
        Vector<double> slope = Slope * (Vector<double>.One + 3 * Cubic * square);
        return s + x * s * (Vector<double>.One - s) * slope;
    }

    /// <summary>
    /// 1 + e^(−u). The library's exponential looks after numbers that do not come here: with it
    /// the activation takes half as long again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> InverseLogistic(Vector<double> x, Vector<double> square)
    {
        Vector<double> t = x * Sum(Slope2, Cubic2, square);
        t = Vector.MaxNative(
            Vector.MinNative(t, Vector.Create(LargestPower)), Vector.Create(-LargestPower));
        Vector<double> shifted = t + Vector.Create(Rounder);
        Vector<double> f = t - (shifted - Vector.Create(Rounder));

        // By Estrin: a chain of ten sums would wait for each other.
        Vector<double> f2 = f * f, f4 = f2 * f2;
        Vector<double> low = Vector.MultiplyAddEstimate(f2, Sum(C2, C3, f), Sum(1, C1, f));
        Vector<double> middle = Vector.MultiplyAddEstimate(f2, Sum(C6, C7, f), Sum(C4, C5, f));
        Vector<double> high = Vector.MultiplyAddEstimate(f2, Vector.Create(C10), Sum(C8, C9, f));
        Vector<double> power = Vector.MultiplyAddEstimate(
            f4, Vector.MultiplyAddEstimate(f4, high, middle), low);
        Vector<long> exponent = Vector.ShiftLeft(Vector.AsVectorInt64(shifted), FractionBits);
        return Vector<double>.One
            + Vector.AsVectorDouble(Vector.AsVectorInt64(power) + exponent);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sum(double constant, double linear, Vector<double> x) =>
        Vector.MultiplyAddEstimate(x, Vector.Create(linear), Vector.Create(constant));
}
