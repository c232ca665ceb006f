using System.Runtime.Intrinsics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>Bits of the vectors in which products are computed.</summary>
public enum SimdWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>The width this process computes in, decided once.</summary>
public static class SimdWidths
{
    /// <summary>
    /// The widest that .NET calls accelerated. <see cref="System.Numerics.Vector{T}"/> stops at 256
    /// bits even where 512 are there, hence the explicit types.
    /// </summary>
    public static SimdWidth Widest { get; } =
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : SimdWidth.Bits128;
}
