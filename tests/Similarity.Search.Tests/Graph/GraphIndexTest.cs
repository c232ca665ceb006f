using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Search.Tests.Graph;

public sealed class GraphIndexTest
{
    private const int Rows = 3000;
    private const int Lanes = 40;
    private const int Queries = 50;

    private static readonly GraphOptions Small = new() { Degree = 16, BuildEffort = 40 };

    public static TheoryData<SearchMetric> Metrics => [.. Enum.GetValues<SearchMetric>()];

    [Theory]
    [MemberData(nameof(Metrics))]
    public void FindsMostOfTheNearest(SearchMetric metric)
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 1);
        using GraphIndex graph = GraphIndex.Build(vectors, metric, Small);
        float[] queries = Clusters.Vectors(Queries, Lanes, 2);

        double recall = Clusters.Recall(
            graph, queries, new SearchOptions { Count = 10, Effort = 60 });

        Assert.True(recall >= 0.9, $"recall {recall}");
    }

    [Fact]
    public void FindsMostOfTheNearestBits()
    {
        (VectorSpace space, float[] vectors) = Clusters.Bits(Rows, 16, 1);
        using VectorCollection collection = Clusters.Collection(space, vectors);
        using GraphIndex graph = GraphIndex.Build(collection, SearchMetric.Tanimoto, Small);

        double recall = Clusters.Recall(
            graph,
            vectors.AsSpan(0, Queries * space.Lanes),
            new SearchOptions { Count = 10, Effort = 60 });

        Assert.True(recall >= 0.9, $"recall {recall}");
    }

    /// <summary>
    /// Every row can be reached, so that a walk that keeps all candidates finds what looking at all
    /// of them does, in the same order, with the same values.
    /// </summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void FindsAllWithAllEffort(SearchMetric metric)
    {
        using VectorCollection vectors = Clusters.Collection(700, Lanes, 3);
        using GraphIndex graph = GraphIndex.Build(
            vectors, metric, new GraphOptions { Degree = 4, BuildEffort = 8 });
        float[] queries = Clusters.Vectors(10, Lanes, 4);
        using var exact = new ExactIndex(vectors, metric);
        var options = new SearchOptions { Count = 20, Threads = 2 };

        Neighbour[][] found = Walks.All(graph, queries, options.Count);

        Assert.Equal(exact.Search(queries, options), found);
    }

    [Fact]
    public void ReportsTheValuesOfTheMetricInOrder()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 5);
        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Cosine, Small);
        float[] query = Clusters.Vectors(1, Lanes, 6);

        Neighbour[] found = graph.Search(query, new SearchOptions { Count = 30 })[0];

        Assert.Equal(30, found.Length);
        Assert.Equal(found.OrderBy(near => near.Value).ThenBy(near => vectors.Id(near.Row)), found);
        Assert.All(found, near => Assert.Equal(
            MetricValue.Of(SearchMetric.Cosine, vectors.Space, query, vectors.Row(near.Row)),
            near.Value));
    }

    [Fact]
    public void IsTheSameForAnyNumberOfThreads()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 7);
        byte[][] graphs = [.. new[] { 1, 2, 5 }.Select(threads => Clusters.Bytes(GraphIndex.Build(
            vectors, SearchMetric.Euclidean, Small, new GraphWork { Threads = threads })))];
        using GraphIndex other = GraphIndex.Build(
            vectors, SearchMetric.Euclidean, Small with { Seed = 2 });

        Assert.Equal(graphs[0], graphs[1]);
        Assert.Equal(graphs[0], graphs[2]);
        Assert.NotEqual(graphs[0], Clusters.Bytes(other));
    }

    [Fact]
    public void FindsTheSameForAnyNumberOfThreads()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 8);
        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Tanimoto, Small);
        float[] queries = Clusters.Vectors(Queries, Lanes, 9);
        var options = new SearchOptions { Count = 10 };

        Assert.Equal(
            graph.Search(queries, options with { Threads = 1 }),
            graph.Search(queries, options with { Threads = 4 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(500)]
    public void FindsOnlyWhatIsAllowedAndAsMuchAsThereIs(int oneIn)
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 10);
        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small);
        float[] queries = Clusters.Vectors(Queries, Lanes, 11);
        var allowed = new RowMask(Rows);
        for (int row = 0; row < Rows; row += oneIn)
        {
            allowed[row] = true;
        }

        var options = new SearchOptions { Count = 10, Effort = 20, Among = allowed };
        Neighbour[][] found = graph.Search(queries, options);

        Assert.All(found, near => Assert.Equal(Math.Min(10, allowed.Size), near.Length));
        Assert.All(found.SelectMany(near => near), near => Assert.True(allowed[near.Row]));
        double recall = Clusters.Recall(graph, queries, options);
        Assert.True(recall >= 0.9, $"recall {recall}");
    }

    [Fact]
    public void FindsAllRowsThatAreEqual()
    {
        float[] vectors = Clusters.Vectors(Rows, Lanes, 12);
        for (int row = 100; row < Rows; row += 10)
        {
            vectors.AsSpan(50 * Lanes, Lanes).CopyTo(vectors.AsSpan(row * Lanes, Lanes));
        }

        using VectorCollection collection = Clusters.Collection(Clusters.Space(Lanes), vectors);
        using GraphIndex graph = GraphIndex.Build(collection, SearchMetric.Euclidean, Small);
        using var exact = new ExactIndex(collection, SearchMetric.Euclidean);
        var options = new SearchOptions { Count = 200 };
        float[] query = vectors[(50 * Lanes)..(51 * Lanes)];

        Neighbour[] found = graph.Search(query, options)[0];

        Assert.Equal(exact.Search(query, options)[0], found);
        Assert.Equal(0, found[^1].Value);
        Assert.Equal((Rows - 100) / 10, graph.Graph.Twins.Count);
    }

    [Fact]
    public void ServesFewRowsAndNone()
    {
        foreach (int count in new[] { 0, 1, 2, 5 })
        {
            using VectorCollection vectors = Clusters.Collection(count, Lanes, 13);
            using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Euclidean);
            float[] queries = Clusters.Vectors(2, Lanes, 14);

            Neighbour[][] found = graph.Search(queries, new SearchOptions { Count = 3 });

            Assert.Equal(2, found.Length);
            Assert.All(found, near => Assert.Equal(Math.Min(3, count), near.Length));
        }
    }

    /// <summary>
    /// Values that overflow or are no numbers are as far as can be, and do not hide others.
    /// </summary>
    [Fact]
    public void SurvivesValuesThatAreNotFinite()
    {
        float[] vectors = Clusters.Vectors(Rows, Lanes, 15);
        vectors[0] = float.NaN;
        vectors[500 * Lanes] = float.PositiveInfinity;
        vectors[900 * Lanes] = 3e38f;
        using VectorCollection collection = Clusters.Collection(Clusters.Space(Lanes), vectors);
        using GraphIndex graph = GraphIndex.Build(collection, SearchMetric.Euclidean, Small);
        float[] query = Clusters.Vectors(1, Lanes, 16);

        Neighbour[] found = graph.Search(query, new SearchOptions { Count = 10 })[0];

        Assert.Equal(10, found.Length);
        Assert.All(found, near => Assert.True(double.IsFinite(near.Value)));
    }

    [Fact]
    public void TellsHowFarItIsAndStopsWhenAsked()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 17);
        using var stop = new CancellationTokenSource();
        var steps = new Steps(done =>
        {
            if (done > Rows / 2)
            {
                stop.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => GraphIndex.Build(
            vectors,
            SearchMetric.Euclidean,
            Small,
            new GraphWork { Progress = steps, CancellationToken = stop.Token }));
        Assert.Equal(steps.Reported.Order(), steps.Reported);
        Assert.InRange(steps.Reported[^1], Rows / 2, Rows * 2 / 3);

        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small);
        Assert.ThrowsAny<OperationCanceledException>(() => graph.Search(
            Clusters.Vectors(2, Lanes, 18),
            new SearchOptions { Count = 1, CancellationToken = stop.Token }));
    }

    [Fact]
    public void RefusesWhatHasNoMeaning()
    {
        using VectorCollection vectors = Clusters.Collection(
            VectorSpace.OfNumbers(Lanes), Clusters.Vectors(10, Lanes, 19));
        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small);
        var options = new SearchOptions { Count = 1 };

        Assert.Throws<ArgumentException>(
            () => GraphIndex.Build(vectors, SearchMetric.EarthMover));
        Assert.Throws<ArgumentException>(() => graph.Search(new float[Lanes + 1], options));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => graph.Search(new float[Lanes], options with { Count = -1 }));
        Assert.Throws<ArgumentException>(
            () => graph.Search(new float[Lanes], options with { Among = new RowMask(9) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphOptions { Degree = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphOptions { Reach = 0.9 });
    }

    private sealed class Steps(Action<int> tell) : IProgress<int>
    {
        internal List<int> Reported { get; } = [];

        public void Report(int value)
        {
            Reported.Add(value);
            tell(value);
        }
    }
}
