using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// A distance as the tables of functions of it see it: the number of its interval and the powers
/// 1 … t¹⁵ of its place t = −1 … 1 in the interval. All tables have the same intervals: eight
/// between one power of two and the next, so exponent and three bits of a double name them.
/// </summary>
internal readonly struct RadialPoint
{
    /// <summary>Number of powers.</summary>
    public const int Terms = 16;

    /// <summary>The start of interval 0, in bohr; atoms of crystals are farther apart.</summary>
    public const double Start = 1;

    private const int IntervalShift = 49;
    private const ulong PlaceMask = (1UL << IntervalShift) - 1;
    private const double PlaceUnit = 2.0 / (1UL << IntervalShift);

    private static readonly int StartBits =
        (int)(BitConverter.DoubleToUInt64Bits(Start) >> IntervalShift);

    private readonly Vector256<double> powers0;
    private readonly Vector256<double> powers4;
    private readonly Vector256<double> powers8;
    private readonly Vector256<double> powers12;

    /// <param name="r">At least <see cref="Start"/>.</param>
    public RadialPoint(double r)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(r);
        Interval = (int)(bits >> IntervalShift) - StartBits;
        double t = (bits & PlaceMask) * PlaceUnit - 1;
        double t2 = t * t;
        powers0 = Vector256.Create(1, t, t2, t * t2);
        var t4 = Vector256.Create(t2 * t2);
        powers4 = powers0 * t4;
        powers8 = powers4 * t4;
        powers12 = powers8 * t4;
    }

    /// <summary>From 0; negative below <see cref="Start"/>.</summary>
    public int Interval { get; }

    /// <summary>The distance at place t of an interval.</summary>
    public static double Distance(int interval, double t)
    {
        double start = Left(interval);
        return start + (t + 1) / 2 * (Left(interval + 1) - start);
    }

    /// <summary>Σ c_n tⁿ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Polynomial(ref double coefficients)
    {
        Vector256<double> even = Vector256.LoadUnsafe(ref coefficients) * powers0;
        Vector256<double> odd = Vector256.LoadUnsafe(ref coefficients, 4) * powers4;
        even = Vector256.MultiplyAddEstimate(
            Vector256.LoadUnsafe(ref coefficients, 8), powers8, even);
        odd = Vector256.MultiplyAddEstimate(
            Vector256.LoadUnsafe(ref coefficients, 12), powers12, odd);
        return Vector256.Sum(even + odd);
    }

    private static double Left(int interval) =>
        BitConverter.UInt64BitsToDouble((ulong)(interval + StartBits) << IntervalShift);
}
