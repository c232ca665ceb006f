using Similarity.Numerics;

namespace Similarity.Search.Tests;

public sealed class MetricValueTest
{
    // Sums of 80 terms in another order.
    private const double Relative = 1e-13;

    public static TheoryData<VectorEncoding, SearchMetric> Metrics => VectorCases.Metrics;

    [Theory]
    [MemberData(nameof(Metrics))]
    public void AgreesWithItsDefinition(VectorEncoding encoding, SearchMetric metric)
    {
        for (int i = 0; i < 500; i++)
        {
            RandomStream random = new RandomStream(21).Child((ulong)i);
            VectorSpace space = VectorCases.Space(encoding, random);
            float[] pair = VectorCases.Vectors(space, 2, random);
            ReadOnlySpan<float> a = pair.AsSpan(0, space.Lanes), b = pair.AsSpan(space.Lanes);
            double expected = PlainMetric.Of(metric, space, a, b);
            double scale = metric == SearchMetric.Dot
                ? Math.Sqrt(PlainMetric.Of(metric, space, a, a))
                    * Math.Sqrt(PlainMetric.Of(metric, space, b, b))
                : metric is SearchMetric.Cosine or SearchMetric.Tanimoto ? 1 : expected;
            if (metric == SearchMetric.EarthMover)
            {
                scale = space.Axes.Sum(axis => axis[^1] - axis[0]);
            }

            Assert.InRange(
                MetricValue.Of(metric, space, a, b) - expected,
                -Relative * scale,
                Relative * scale);
            Assert.Equal(
                MetricValue.Of(metric, space, a, b), MetricValue.Of(metric, space, b, a));
        }
    }
}
