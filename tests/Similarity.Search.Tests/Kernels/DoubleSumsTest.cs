using Similarity.Numerics;
using Similarity.Search.Kernels;

namespace Similarity.Search.Tests.Kernels;

public sealed unsafe class DoubleSumsTest
{
    [Fact]
    public void AgreeWithPlainSumsForEveryLength()
    {
        var random = new RandomStream(31);
        for (int length = 0; length <= 256; length++)
        {
            float[] x = [.. Enumerable.Range(0, length).Select(_ => (float)random.Uniform(-1, 1))];
            float[] y = [.. Enumerable.Range(0, length).Select(_ => (float)random.Uniform(-1, 1))];
            using GuardedFloats a = new(x), b = new(y);
            double dot = 0, squares = 0;
            for (int i = 0; i < length; i++)
            {
                dot += (double)x[i] * y[i];
                squares += Math.Pow((double)x[i] - y[i], 2);
            }

            // Half a unit in the last place for each addition.
            double tolerance = length * 1e-16 * length;
            Assert.Equal(dot, DoubleSums.Dot(a.Values, b.Values, length), tolerance);
            Assert.Equal(
                squares, DoubleSums.SquaredDistance(a.Values, b.Values, length), tolerance);
        }
    }

    /// <summary>
    /// Powers of two that only the order of 16 partial sums adds up like this: a machine with other
    /// vectors gives the same bits.
    /// </summary>
    [Fact]
    public void AddInOneOrderOnAllMachines()
    {
        float[] ones = [.. Enumerable.Repeat(1f, 40)];
        float[] x = new float[40];
        x[0] = 1e16f;
        x[1] = x[17] = 1;
        x[16] = -1e16f;
        x[39] = 0.5f;
        fixed (float* a = x, b = ones)
        {
            Assert.Equal(2.5, DoubleSums.Dot(a, b, 40));
        }
    }
}
