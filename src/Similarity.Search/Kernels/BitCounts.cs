using System.Numerics;
using System.Runtime.CompilerServices;

namespace Similarity.Search.Kernels;

/// <summary>
/// Of two sets of bits the number common to both and the number in either, on the interval that
/// both cover.
/// </summary>
internal static unsafe class BitCounts
{
    private const int Header = 2;

    /// <param name="a">Lanes as <see cref="VectorEncoding.Bits"/> has them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Both, int Either) Of(float* a, float* b, int lanes)
    {
        uint* x = (uint*)a, y = (uint*)b;

        // A file opened without verification may claim to cover more than it has.
        long first = Math.Max(x[0], y[0]);
        long end = Math.Min(Math.Min(x[1], y[1]), 32L * (lanes - Header));
        if (first >= end)
        {
            return (0, 0);
        }

        x += Header;
        y += Header;
        int word = (int)(first / 32), last = (int)((end - 1) / 32);
        uint head = uint.MaxValue << (int)(first % 32);
        uint tail = uint.MaxValue >> (int)(31 - (end - 1) % 32);
        if (word == last)
        {
            return Count(x[word], y[word], head & tail);
        }

        (int both, int either) = Count(x[word], y[word], head);
        word++;
        for (; word + 2 <= last; word += 2)
        {
            ulong p = Unsafe.ReadUnaligned<ulong>(x + word);
            ulong q = Unsafe.ReadUnaligned<ulong>(y + word);
            both += BitOperations.PopCount(p & q);
            either += BitOperations.PopCount(p | q);
        }

        for (; word <= last; word++)
        {
            (int p, int q) = Count(x[word], y[word], word == last ? tail : uint.MaxValue);
            both += p;
            either += q;
        }

        return (both, either);
    }

    private static (int Both, int Either) Count(uint x, uint y, uint covered) =>
        (BitOperations.PopCount(x & y & covered), BitOperations.PopCount((x | y) & covered));
}
