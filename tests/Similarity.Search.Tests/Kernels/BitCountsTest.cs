using System.Runtime.InteropServices;
using Similarity.Numerics;
using Similarity.Search.Kernels;

namespace Similarity.Search.Tests.Kernels;

public sealed unsafe class BitCountsTest
{
    /// <summary>Every interval of up to 6 words, and bits everywhere, also outside it.</summary>
    [Fact]
    public void CountWhatBothCover()
    {
        var random = new RandomStream(33);
        for (int words = 0; words <= 6; words++)
        {
            for (int first = 0; first <= 32 * words; first++)
            {
                for (int end = 0; end <= 32 * words; end++)
                {
                    uint[] x = Words(words, first, 32 * words, random);
                    uint[] y = Words(words, 0, end, random);
                    int both = 0, either = 0;
                    for (int bit = first; bit < end; bit++)
                    {
                        uint p = x[2 + bit / 32] >> (bit % 32) & 1;
                        uint q = y[2 + bit / 32] >> (bit % 32) & 1;
                        both += (int)(p & q);
                        either += (int)(p | q);
                    }

                    fixed (uint* a = x, b = y)
                    {
                        Assert.Equal(
                            (both, either), BitCounts.Of((float*)a, (float*)b, words + 2));
                    }
                }
            }
        }
    }

    [Fact]
    public void NeverReadBeyondTheEnd()
    {
        for (int words = 1; words <= 9; words++)
        {
            uint[] all = [.. Enumerable.Repeat(uint.MaxValue, words + 2)];
            all[0] = 0;
            using var a = new GuardedFloats(MemoryMarshal.Cast<uint, float>(all));

            Assert.Equal(
                (32 * words, 32 * words), BitCounts.Of(a.Values, a.Values, words + 2));
        }
    }

    private static uint[] Words(int words, int first, int end, RandomStream random)
    {
        IEnumerable<uint> bits = Enumerable.Range(0, words).Select(_ => (uint)random.NextBits());
        return [(uint)first, (uint)end, .. bits];
    }
}
