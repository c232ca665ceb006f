using Similarity.Numerics;
using Similarity.Search.Graph;
using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Tests.Graph;

/// <summary>Each distance of a graph against the metric in double precision.</summary>
public sealed unsafe class GraphDistanceTest
{
    /// <summary>Of sums of a few hundred terms in single precision.</summary>
    private const double Tolerance = 2e-6;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(2, 70), 200, 513];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void IsTheMetricInSinglePrecision(int lanes)
    {
        VectorSpace space = Clusters.Space(lanes);
        float[] numbers = Clusters.Vectors(4, lanes, (ulong)lanes);
        numbers.AsSpan(3 * lanes).Clear();
        numbers.AsSpan(2 * lanes, lanes / 2).Clear();
        using VectorCollection vectors = Clusters.Collection(space, numbers);
        int stride = RowTable.StrideOf(space);
        double square = Enumerable.Range(0, 4).Max(
            row => MetricValue.Of(SearchMetric.Dot, space, vectors.Row(row), vectors.Row(row)));

        Compare(SearchMetric.Euclidean, new EuclideanDistance(stride), value => value * value);
        Compare(SearchMetric.Cosine, new CosineDistance(stride), value => value);
        Compare(SearchMetric.Tanimoto, new TanimotoDistance(stride), value => 1 - value);
        Compare(SearchMetric.EarthMover, new EarthMoverDistance(space), value => value);
        Compare(
            SearchMetric.Dot, new DotDistance(stride, (float)square), value => square - value);

        void Compare<TDistance>(
            SearchMetric metric, TDistance distance, Func<double, double> wanted)
            where TDistance : struct, IGraphDistance
        {
            var table = new RowTable(vectors);
            for (int a = 0; a < vectors.Count; a++)
            {
                for (int b = 0; b < vectors.Count; b++)
                {
                    float* x = table.Row(a), y = table.Row(b);
                    double right = wanted(
                        MetricValue.Of(metric, space, vectors.Row(a), vectors.Row(b)));
                    double found = distance.Between(
                        x, distance.SizeOfQuery(x), y, distance.SizeOf(y));
                    Assert.Equal(right, found, Tolerance * Math.Max(1, Math.Max(square, right)));
                }
            }
        }
    }

    /// <summary>The added coordinate makes all rows equally long.</summary>
    [Fact]
    public void MakesOfProductsADistanceBetweenRows()
    {
        const int Lanes = 33;
        using VectorCollection vectors = Clusters.Collection(20, Lanes, 51);
        var table = new RowTable(vectors);
        float largest = LargestSquare.Of(vectors, 0, 0, GraphWork.Default);
        var distance = new DotDistance(table.Stride, largest);
        for (int a = 0; a < vectors.Count; a++)
        {
            float sizeA = distance.SizeOf(table.Row(a));
            double self = distance.Between(table.Row(a), sizeA, table.Row(a), sizeA);
            Assert.Equal(0, self, Tolerance * largest);
            for (int b = 0; b < vectors.Count; b++)
            {
                float sizeB = distance.SizeOf(table.Row(b));
                double euclidean = MetricValue.Of(
                    SearchMetric.Euclidean, vectors.Space, vectors.Row(a), vectors.Row(b));
                Assert.Equal(
                    (euclidean * euclidean + (sizeA - sizeB) * (double)(sizeA - sizeB)) / 2,
                    distance.Between(table.Row(a), sizeA, table.Row(b), sizeB),
                    Tolerance * largest);
            }
        }
    }

    [Fact]
    public void CountsBitsAsTheMetricDoes()
    {
        var random = new RandomStream(52);
        for (int words = 1; words < 9; words++)
        {
            var space = new VectorSpace(VectorEncoding.Bits, words + 2, []);
            for (int pair = 0; pair < 200; pair++)
            {
                float[] a = Set(words, random), b = Set(words, random);
                double right = MetricValue.Of(SearchMetric.Tanimoto, space, a, b);
                fixed (float* x = a, y = b)
                {
                    Assert.Equal(
                        1 - right,
                        new BitTanimotoDistance(space.Lanes).Between(x, 0, y, 0),
                        Tolerance);
                }
            }
        }
    }

    /// <summary>Of ones on an interval, and now and then of none.</summary>
    private static float[] Set(int words, RandomStream random)
    {
        int first = random.Below(32 * words), end = random.Below(32 * words + 1);
        uint[] lanes = new uint[words + 2];
        (lanes[0], lanes[1]) = ((uint)first, (uint)Math.Max(first, end));
        for (int bit = first; bit < end; bit++)
        {
            lanes[2 + bit / 32] |= (uint)random.Below(2) << (bit % 32);
        }

        return [.. lanes.Select(BitConverter.UInt32BitsToSingle)];
    }
}
