using System.Numerics;
using System.Runtime.CompilerServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// What the factorisations ask of a number beyond <see cref="INumberBase{TSelf}"/>.
/// </summary>
internal static class Scalar
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Conjugate<T>(T value)
        where T : unmanaged, INumberBase<T> =>
        value is Complex z ? (T)(object)new Complex(z.Real, -z.Imaginary) : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Real<T>(T value)
        where T : unmanaged, INumberBase<T> =>
        value is Complex z ? z.Real : double.CreateTruncating(value);

    /// <summary>|x|², without the square root of |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AbsSquared<T>(T value)
        where T : unmanaged, INumberBase<T>
    {
        if (value is Complex z)
        {
            return z.Real * z.Real + z.Imaginary * z.Imaginary;
        }

        double x = double.CreateTruncating(value);
        return x * x;
    }

    /// <summary>|re| + |im|: within √2 of |x|, and it overflows no sooner than x.</summary>
    public static double AbsSum<T>(T value)
        where T : unmanaged, INumberBase<T> =>
        value is Complex z
            ? Math.Abs(z.Real) + Math.Abs(z.Imaginary)
            : Math.Abs(double.CreateTruncating(value));

    /// <summary>
    /// A power of two near the largest element, by which all may be divided without rounding; 1 for
    /// zeros. It and its inverse are normal numbers of <typeparamref name="T"/>.
    /// </summary>
    public static double PowerOfTwoNear<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumberBase<T>
    {
        double largest = 0;
        foreach (T value in values)
        {
            largest = Math.Max(largest, AbsSum(value));
        }

        int limit = typeof(T) == typeof(float) ? 120 : 1000;
        return largest == 0 ? 1 : Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -limit, limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromReal<T>(double value)
        where T : unmanaged, INumberBase<T> =>
        T.CreateTruncating(value);
}
