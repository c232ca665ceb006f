using System.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// g(x) = x s(u), u = 2 √(2/π) (x + 0.044715 x³), s the logistic function: the usual approximation
/// of x Φ(x) (Hendrycks and Gimpel, arXiv:1606.08415). g′ = s + x s (1 − s) u′.
/// </summary>
internal static class Gelu
{
    private const double Slope = 2 * 0.79788456080286535588, Cubic = 0.044715;

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

    private static Vector<double> Value(Vector<double> x) => x * Logistic(x, x * x);

    private static Vector<double> Derivative(Vector<double> x)
    {
        Vector<double> square = x * x;
        Vector<double> s = Logistic(x, square);
        Vector<double> slope = Slope * (Vector<double>.One + 3 * Cubic * square);
        return s + x * s * (Vector<double>.One - s) * slope;
    }

    private static Vector<double> Logistic(Vector<double> x, Vector<double> square)
    {
        Vector<double> u = Slope * x * (Vector<double>.One + Cubic * square);
        return Vector<double>.One / (Vector<double>.One + Vector.Exp(-u));
    }
}
