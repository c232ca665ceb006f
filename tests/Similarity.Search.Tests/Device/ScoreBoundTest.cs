using Similarity.Numerics;
using Similarity.Numerics.Hardware;
using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>
/// The bound holds for every score that a device may compute, whatever the order of its sums, and
/// is not so wide that it excludes nothing.
/// </summary>
public sealed class ScoreBoundTest
{
    [Theory]
    [InlineData(SearchMetric.Euclidean, null)]
    [InlineData(SearchMetric.Euclidean, GpuPrecision.Single)]
    [InlineData(SearchMetric.Euclidean, GpuPrecision.Tf32)]
    [InlineData(SearchMetric.Cosine, null)]
    [InlineData(SearchMetric.Cosine, GpuPrecision.Tf32)]
    [InlineData(SearchMetric.Dot, null)]
    [InlineData(SearchMetric.Dot, GpuPrecision.Tf32)]
    [InlineData(SearchMetric.Tanimoto, null)]
    [InlineData(SearchMetric.Tanimoto, GpuPrecision.Tf32)]
    public void NoScoreExceedsIt(SearchMetric metric, GpuPrecision? product)
    {
        var random = new RandomStream(11);
        for (int trial = 0; trial < 3000; trial++)
        {
            int lanes = 1 + random.Below(600);
            VectorSpace space = VectorSpace.OfNumbers(lanes);
            float size = MathF.Pow(10, (float)random.Uniform(-8, 8));
            float[] x = [.. Enumerable.Range(0, lanes).Select(_ => size * Normal(random))];
            float spread = MathF.Pow(10, (float)random.Uniform(-7, 1));
            float[] y = [.. x.Select(number => number * (1 + spread * Normal(random)))];
            double norm = Norm(x), other = Norm(y);
            var bound = new ScoreBound(space, metric, other, 0, product);
            double value = MetricValue.Of(metric, space, x, y);
            float largest = bound.LargestScore(value, norm);

            float score = Score(metric, product, x, y, random);
            Assert.True(
                ScoreKey.Of(score) <= ScoreKey.Of(largest), $"{score} > {largest}, trial {trial}");

            // The scale of what rounding can do, times the relative error of the roughest sum.
            double scale = metric switch
            {
                SearchMetric.Euclidean => product is null ? value * value : (norm + value) * norm,
                SearchMetric.Dot => norm * other,
                _ => 1,
            };
            Assert.InRange(
                largest - score, 0, scale * (product == GpuPrecision.Tf32 ? 2e-2 : 1e-3) + 1e-30);
        }
    }

    [Fact]
    public void WhereNumbersAreTooLargeNothingIsExcluded()
    {
        VectorSpace space = VectorSpace.OfNumbers(3);
        foreach (SearchMetric metric in
            new[] { SearchMetric.Euclidean, SearchMetric.Dot, SearchMetric.Tanimoto })
        {
            var bound = new ScoreBound(space, metric, 1e30, 0, GpuPrecision.Single);
            Assert.Equal(float.PositiveInfinity, bound.LargestScore(0.5, 1e25));
        }
    }

    [Fact]
    public void KeysAreOrderedAsScoresAndWhatIsNoNumberComesFirst()
    {
        float[] scores =
        [
            float.NegativeInfinity, float.MinValue, -1, -float.Epsilon, -0f, 0, float.Epsilon, 1,
            float.MaxValue, float.PositiveInfinity,
        ];
        uint[] keys = [.. scores.Select(ScoreKey.Of)];
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(0u, ScoreKey.Of(float.NaN));
        Assert.Equal(0u, ScoreKey.Of(-float.NaN));
        Assert.True(keys[0] > 0 && keys[^1] < ScoreKey.None);
    }

    private static float Score(
        SearchMetric metric, GpuPrecision? product, float[] x, float[] y, RandomStream random)
    {
        float squareX = (float)PreparedVectors.SquaredNorm(x);
        float squareY = (float)PreparedVectors.SquaredNorm(y);
        if (metric == SearchMetric.Euclidean && product is null)
        {
            return Sum([.. x.Zip(y, (a, b) => (a - b) * (a - b))], random);
        }

        if (metric == SearchMetric.Cosine)
        {
            x = Unit(x);
            y = Unit(y);
        }

        bool coarse = product == GpuPrecision.Tf32;
        float dot = Sum(
            [.. x.Zip(y, (a, b) => coarse ? Rounded(a) * Rounded(b) : a * b)], random);
        return metric switch
        {
            SearchMetric.Euclidean => squareX + squareY - 2 * dot,
            SearchMetric.Cosine => 1 - dot,
            SearchMetric.Dot => -dot,
            _ => -(dot / (squareX + squareY - dot)),
        };
    }

    /// <summary>One after the other, by halves, or each added to one of several sums.</summary>
    private static float Sum(float[] terms, RandomStream random)
    {
        int ways = random.Below(3) * random.Below(40) + 1;
        float[] sums = new float[ways];
        for (int i = 0; i < terms.Length; i++)
        {
            sums[i % ways] += terms[i];
        }

        float sum = 0;
        foreach (float part in sums)
        {
            sum += part;
        }

        return sum;
    }

    private static float[] Unit(float[] vector)
    {
        float[] unit = new float[vector.Length];
        new PreparedVectors(VectorSpace.OfNumbers(vector.Length), SearchMetric.Cosine)
            .Prepare(vector, unit);
        return unit;
    }

    /// <summary>Cut off after 10 bits of fraction.</summary>
    private static float Rounded(float number) => BitConverter.UInt32BitsToSingle(
        BitConverter.SingleToUInt32Bits(number) & 0xFFFFE000);

    private static double Norm(float[] vector) => Math.Sqrt(PreparedVectors.SquaredNorm(vector));

    private static float Normal(RandomStream random) => (float)random.Normal();
}
