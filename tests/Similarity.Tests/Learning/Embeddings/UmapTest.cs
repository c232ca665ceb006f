using System.Text.Json;
using Similarity.Learning.Embeddings;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Embeddings;

public sealed class UmapTest
{
    public static IEnumerable<object[]> Curves => MapOracle.Expected.GetProperty("curves")
        .EnumerateArray().Select(curve => new object[] { curve });

    /// <summary>SciPy's fit ends where steps are 10⁻⁸ of a and b.</summary>
    [Theory]
    [MemberData(nameof(Curves))]
    public void CurvesAreThoseOfUmapLearn(JsonElement expected)
    {
        var curve = MembershipCurve.Fit(
            expected.GetProperty("min_distance").GetDouble(),
            expected.GetProperty("spread").GetDouble());

        Assert.Equal(1, curve.A / expected.GetProperty("a").GetDouble(), 1e-5);
        Assert.Equal(1, curve.B / expected.GetProperty("b").GetDouble(), 1e-5);
    }

    /// <summary>The published values of the usual settings.</summary>
    [Fact]
    public void CurveOfTheDefaultsIsThePublishedOne()
    {
        var curve = MembershipCurve.Fit(0.1, 1);

        Assert.Equal(1.577, curve.A, 1e-3);
        Assert.Equal(0.895, curve.B, 1e-3);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(0.1, 0)]
    [InlineData(double.NaN, 1)]
    public void CurvesThatAreNoneAreRefused(double minDistance, double spread) =>
        Assert.Throws<ArgumentException>(() => MembershipCurve.Fit(minDistance, spread));

    /// <summary>
    /// Along one axis: −d log φ/dx and −d log(1 − φ)/dx by central differences; the second with the
    /// softening that is left out of the logarithm.
    /// </summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(3)]
    public void ForcesAreDerivativesOfTheLoss(double x)
    {
        var curve = MembershipCurve.Fit(0.1, 1);
        const double Step = 1e-6;
        double pull = (Math.Log(curve.Of(Square(x + Step)))
            - Math.Log(curve.Of(Square(x - Step)))) / (2 * Step);
        double push = (Math.Log(1 - curve.Of(Square(x + Step)))
            - Math.Log(1 - curve.Of(Square(x - Step)))) / (2 * Step);

        Assert.Equal(1, curve.Attraction(x * x) * x / pull, 1e-8);
        Assert.Equal(1, curve.Repulsion(x * x) * x / push * (x * x + 1e-3) / (x * x), 1e-8);

        static double Square(double x) => x * x;
    }

    [Fact]
    public void MembershipsSumToTheLogarithmOfTheNeighbours()
    {
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(1, 200, 4), 15);
        double[] p = FuzzyNeighbours.Directed(lists, out double[] sigmas);
        for (int i = 0; i < lists.Count; i++)
        {
            double sum = 0;
            for (int k = 0; k < 15; k++)
            {
                double beyond = lists.Distances(i)[k] - lists.Distances(i)[0];
                Assert.Equal(Math.Exp(-beyond / sigmas[i]), p[15 * i + k], 1e-14);
                sum += p[15 * i + k];
            }

            Assert.Equal(Math.Log2(15), sum, 1e-10);
        }
    }

    /// <summary>Against the definition over a dense matrix.</summary>
    [Fact]
    public void WeightsAreTheFuzzyUnionOfBothDirections()
    {
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(2, 60, 3), 6);
        double[] directed = FuzzyNeighbours.Directed(lists, out _);
        var dense = new Matrix<double>(60, 60);
        for (int e = 0; e < directed.Length; e++)
        {
            dense[e / 6, lists.Items(e / 6)[e % 6]] = directed[e];
        }

        EdgeWeights edges = FuzzyNeighbours.Of(lists);
        for (int i = 0; i < 60; i++)
        {
            double[] row = new double[60];
            for (int e = 0; e < edges.Columns(i).Length; e++)
            {
                row[edges.Columns(i)[e]] = edges.Weights(i)[e];
            }

            for (int j = 0; j < 60; j++)
            {
                double p = dense[i, j], q = dense[j, i];
                Assert.Equal(p + q - p * q, row[j], 1e-15);
            }
        }
    }

    /// <summary>Copies of one point have no scale of their own.</summary>
    [Fact]
    public void CoincidingPointsAreMappedToo()
    {
        var points = new Matrix<double>(40, 2);
        for (int i = 20; i < 40; i++)
        {
            points[i, 0] = i;
        }

        Matrix<double> map = Map(points, new UmapOptions { Neighbours = 5 }, threads: 1);

        Assert.All(map.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void ThreadsAndRepetitionsDoNotChangeTheMap()
    {
        var options = new UmapOptions { Epochs = 40 };
        Matrix<double> points = RandomPoints.Uniform(5, 3000, 4);
        double[] one = Map(points, options, threads: 1).Values.ToArray();

        Assert.Equal(one, Map(points, options, threads: 3).Values.ToArray());
        Assert.NotEqual(one, Map(points, options with { Seed = 2 }, 1).Values.ToArray());
    }

    /// <summary>
    /// Observed: 0.979 against 0.938 of the plane of largest variance. Groups 8 apart in six
    /// dimensions stay whole: the nearest in the map is of the same group.
    /// </summary>
    [Fact]
    public void NeighboursStayNeighbours()
    {
        Matrix<double> map = Map(MapOracle.Points, new UmapOptions(), threads: 2);
        Matrix<float> vectors = MapOracle.InSingle(MapOracle.Points);

        double trust = Trustworthiness.Of(vectors, map, 5);

        Assert.InRange(trust, 0.96, 1);
        Assert.True(trust > Trustworthiness.Of(vectors, MapOracle.Plane, 5) + 0.01);
    }

    /// <summary>A ring of points: the eigenvectors of a cycle are its cosine and sine.</summary>
    [Fact]
    public void SpectralStartOfARingIsARing()
    {
        const int Count = 40;
        int[] items = new int[2 * Count];
        double[] distances = new double[2 * Count];
        for (int i = 0; i < Count; i++)
        {
            (items[2 * i], items[2 * i + 1]) = ((i + 1) % Count, (i + Count - 1) % Count);
            distances[2 * i] = distances[2 * i + 1] = 1;
        }

        Matrix<double> start = PlanarStart.Spectral(new NeighbourLists(Count, 2, items, distances));

        // Few steps leave some of the next pair, of twice the frequency.
        double radius = Math.Sqrt(2.0 / Count) / Math.Sqrt(2);
        for (int i = 0; i < Count; i++)
        {
            double r = Math.Sqrt(start[i, 0] * start[i, 0] + start[i, 1] * start[i, 1]);
            Assert.InRange(r / radius, 0.7, 1.3);
        }
    }

    [Fact]
    public void CancellationStopsTheDescent()
    {
        using var source = new CancellationTokenSource();
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(1, 100, 3), 10);
        Assert.ThrowsAny<OperationCanceledException>(() => Umap.Embed(
            lists,
            new Matrix<double>(100, 2),
            new UmapOptions(),
            progress: (done, all) =>
            {
                Assert.Equal(500, all);
                if (done == 3)
                {
                    source.Cancel();
                }
            },
            cancellation: source.Token));
    }

    private static Matrix<double> Map(Matrix<double> points, UmapOptions options, int threads) =>
        PlanarMap.Of(
            MapOracle.InSingle(points),
            new PlanarMapOptions { Method = EmbeddingMethod.Umap, Umap = options },
            threads: threads).Points;
}
