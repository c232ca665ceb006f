using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Similarity.Search.Kernels;

/// <summary>
/// Sums over the lanes of vectors of floats in double precision. The products are exact, the order
/// of the additions is that of 16 partial sums on every processor, so that all of them agree to the
/// last bit.
/// </summary>
internal static unsafe class DoubleSums
{
    private const int Step = 16;

    /// <summary>Σ a b.</summary>
    public static double Dot(float* a, float* b, int length) =>
        Sum<Product>(a, b, length);

    /// <summary>Σ (a − b)².</summary>
    public static double SquaredDistance(float* a, float* b, int length) =>
        Sum<SquareOfDifference>(a, b, length);

    // The first scan is as long as the thousandth: do not wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum<TTerm>(float* a, float* b, int length)
        where TTerm : struct, ITerm
    {
        // Four sums of four: enough to hide the latency of an addition, and a scan is as fast as
        // the memory.
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + Step <= length; i += Step)
        {
            Vector256<float> x = Vector256.Load(a + i), y = Vector256.Load(b + i);
            s0 += TTerm.Of(Vector256.WidenLower(x), Vector256.WidenLower(y));
            s1 += TTerm.Of(Vector256.WidenUpper(x), Vector256.WidenUpper(y));
            x = Vector256.Load(a + i + 8);
            y = Vector256.Load(b + i + 8);
            s2 += TTerm.Of(Vector256.WidenLower(x), Vector256.WidenLower(y));
            s3 += TTerm.Of(Vector256.WidenUpper(x), Vector256.WidenUpper(y));
        }

        double rest = 0;
        for (; i < length; i++)
        {
            rest += TTerm.Of(a[i], b[i]);
        }

        Vector256<double> sum = s0 + s1 + (s2 + s3);
        Vector128<double> half = sum.GetLower() + sum.GetUpper();
        return half[0] + half[1] + rest;
    }

    private interface ITerm
    {
        static abstract double Of(double a, double b);

        static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b);
    }

    private readonly struct Product : ITerm
    {
        public static double Of(double a, double b) => a * b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a * b;
    }

    private readonly struct SquareOfDifference : ITerm
    {
        public static double Of(double a, double b) => (a - b) * (a - b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b)
        {
            Vector256<double> difference = a - b;
            return difference * difference;
        }
    }
}
