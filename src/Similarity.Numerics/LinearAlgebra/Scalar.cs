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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromReal<T>(double value)
        where T : unmanaged, INumberBase<T> =>
        T.CreateTruncating(value);
}
