using Similarity.Numerics;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Search.Tests.Graph;

public sealed class GraphChangesTest
{
    private const int Rows = 3000;
    private const int Lanes = 40;
    private const int Queries = 50;

    private static readonly GraphOptions Small = new() { Degree = 16, BuildEffort = 40 };

    private static readonly SearchOptions Ten = new() { Count = 10, Effort = 60 };

    [Theory]
    [InlineData(SearchMetric.Euclidean)]
    [InlineData(SearchMetric.Dot)]
    [InlineData(SearchMetric.Tanimoto)]
    public void FindsInsertedRows(SearchMetric metric)
    {
        VectorSpace space = Clusters.Space(Lanes);
        float[] all = Clusters.Vectors(Rows, Lanes, 21);
        int old = 2000;

        // The last rows are longer than any before, which moves all others for the dot product.
        foreach (ref float lane in all.AsSpan((Rows - 20) * Lanes))
        {
            lane *= 3;
        }

        all.AsSpan(100 * Lanes, Lanes).CopyTo(all.AsSpan(2500 * Lanes, Lanes));
        all.AsSpan(100 * Lanes, Lanes).CopyTo(all.AsSpan(2600 * Lanes, Lanes));
        using VectorCollection before = Clusters.Collection(space, all.AsSpan(0, old * Lanes), 1);
        using VectorCollection after = Clusters.Collection(space, all, 3);
        using GraphIndex first = GraphIndex.Build(before, metric, Small);
        using GraphIndex grown = first.Insert(after);
        float[] queries = Clusters.Vectors(Queries, Lanes, 22);

        Assert.Equal(Rows, grown.Count);
        Assert.Equal([(100, 2500), (100, 2600)], grown.Graph.Twins.Pairs);
        double recall = Clusters.Recall(grown, queries, Ten with { Effort = 200 });
        Assert.True(recall >= 0.9, $"recall {recall}");
        double untouched = Clusters.Recall(first, queries, Ten with { Effort = 200 });
        Assert.True(untouched >= 0.9, $"recall {untouched} of the old index");
        Assert.Equal(
            Clusters.Bytes(grown), Clusters.Bytes(first.Insert(after, new() { Threads = 1 })));
    }

    [Fact]
    public void RefusesToInsertIntoOtherRows()
    {
        using VectorCollection before = Clusters.Collection(100, Lanes, 23);
        using VectorCollection other = Clusters.Collection(200, Lanes, 24);
        using GraphIndex graph = GraphIndex.Build(before, SearchMetric.Euclidean, Small);

        Assert.Throws<ArgumentException>(() => graph.Insert(other));
    }

    [Fact]
    public void DoesNotFindDeletedRows()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 25);
        using GraphIndex whole = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small);
        float[] queries = Clusters.Vectors(Queries, Lanes, 26);
        HashSet<int> nearest =
            [.. whole.Search(queries, Ten).SelectMany(near => near).Select(near => near.Row)];

        using GraphIndex fewer =
            whole.Delete(nearest.Select(row => vectors.Key(row)));

        Assert.Equal(Rows - nearest.Count, fewer.Count);
        Assert.DoesNotContain(
            fewer.Search(queries, Ten).SelectMany(near => near),
            near => nearest.Contains(near.Row));
        Assert.All(fewer.Search(queries, Ten), near => Assert.Equal(10, near.Length));
        double recall = Clusters.Recall(fewer, queries, Ten);
        Assert.True(recall >= 0.9, $"recall {recall}");
        Assert.Throws<ArgumentException>(() => fewer.Delete([2]));
    }

    [Fact]
    public void FindsNothingWhenAllIsDeleted()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 27);
        using GraphIndex graph = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small)
            .Delete(Enumerable.Range(0, Rows).Select(row => vectors.Key(row)));

        Assert.Empty(graph.Search(Clusters.Vectors(1, Lanes, 28), Ten)[0]);
    }

    [Theory]
    [InlineData(SearchMetric.Euclidean, 0.3)]
    [InlineData(SearchMetric.Cosine, 0.3)]
    [InlineData(SearchMetric.Euclidean, 0.95)]
    public void CompactsToTheRowsThatRemain(SearchMetric metric, double gone)
    {
        VectorSpace space = Clusters.Space(Lanes);
        float[] all = Clusters.Vectors(Rows, Lanes, 29);
        foreach (int twin in new[] { 7, 1200, 2800 })
        {
            all.AsSpan(5 * Lanes, Lanes).CopyTo(all.AsSpan(twin * Lanes, Lanes));
        }

        using VectorCollection vectors = Clusters.Collection(space, all);
        using GraphIndex whole = GraphIndex.Build(vectors, metric, Small);
        var random = new RandomStream(30);
        int[] remaining =
        [
            .. Enumerable.Range(0, Rows).Where(row =>
                row is 7 or 2800
                || (row is not 5 && row != whole.Graph.Entry && random.Uniform() >= gone)),
        ];
        using VectorCollection fewer = Subset(vectors, remaining);
        using GraphIndex compact = whole.Delete([vectors.Key(2800)]).Compact(fewer);
        float[] queries = Clusters.Vectors(Queries, Lanes, 31);

        Assert.Equal(remaining.Length - 1, compact.Count);
        Assert.Equal(
            new[] { 1200, 2800 }.Where(remaining.Contains).Select(
                twin => (Array.IndexOf(remaining, 7), Array.IndexOf(remaining, twin))),
            compact.Graph.Twins.Pairs);
        double recall = Clusters.Recall(compact, queries, Ten);
        Assert.True(recall >= 0.9, $"recall {recall}");

        // Every row that remains can still be reached.
        using var exact = new ExactIndex(fewer, metric);
        int[] found = [.. Walks.All(compact, queries[..Lanes], fewer.Count)[0].Select(n => n.Row)];
        Assert.Equal(fewer.Count - compact.Graph.Twins.Count, found.Distinct().Count());
        Assert.Throws<ArgumentException>(() => compact.Compact(vectors));
    }

    [Fact]
    public void CompactsToNothing()
    {
        using VectorCollection vectors = Clusters.Collection(Rows, Lanes, 32);
        using GraphIndex whole = GraphIndex.Build(vectors, SearchMetric.Euclidean, Small);
        using VectorCollection none = Subset(vectors, []);
        using GraphIndex empty = whole.Compact(none);
        using GraphIndex again = empty.Insert(vectors);

        Assert.Empty(empty.Search(Clusters.Vectors(1, Lanes, 33), Ten)[0]);
        Assert.Equal(Clusters.Bytes(whole), Clusters.Bytes(again));
    }

    private static VectorCollection Subset(VectorCollection vectors, int[] rows)
    {
        var segment = VectorSegment.Of(
            vectors.Space,
            [.. rows.Select(vectors.Id)],
            [.. rows.Select(vectors.Key)],
            rows.SelectMany(row => vectors.Row(row).ToArray()).ToArray());
        return new VectorCollection(vectors.Space, [segment]);
    }
}
