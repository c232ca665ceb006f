using System.Numerics;
using System.Runtime.InteropServices;

namespace Similarity.Fingerprints;

/// <summary>
/// Sums over the elements of two vectors of the same length, as two rows of partial sums, so that
/// one addition need not wait for the one before.
/// </summary>
internal static class VectorProducts
{
    /// <summary>a·b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireSameLength(a, b);
        ReadOnlySpan<Vector<double>> x = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> y = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> even = default, odd = default;
        int i = 0;
        for (; i + 1 < x.Length; i += 2)
        {
            even += x[i] * y[i];
            odd += x[i + 1] * y[i + 1];
        }

        double sum = Vector.Sum(even + odd);
        for (int rest = i * Vector<double>.Count; rest < a.Length; rest++)
        {
            sum += a[rest] * b[rest];
        }

        return sum;
    }

    /// <summary>|a − b|².</summary>
    public static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireSameLength(a, b);
        ReadOnlySpan<Vector<double>> x = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> y = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> even = default, odd = default;
        int i = 0;
        for (; i + 1 < x.Length; i += 2)
        {
            Vector<double> first = x[i] - y[i], second = x[i + 1] - y[i + 1];
            even += first * first;
            odd += second * second;
        }

        double sum = Vector.Sum(even + odd);
        for (int rest = i * Vector<double>.Count; rest < a.Length; rest++)
        {
            sum += (a[rest] - b[rest]) * (a[rest] - b[rest]);
        }

        return sum;
    }

    private static void RequireSameLength(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException(
                $"vectors of {a.Length} and {b.Length} numbers; expected as many");
        }
    }
}
