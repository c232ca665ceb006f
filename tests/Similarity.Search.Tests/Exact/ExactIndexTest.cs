using Similarity.Numerics;
using Similarity.Search.Exact;
using Similarity.Search.Kernels;

namespace Similarity.Search.Tests.Exact;

public sealed class ExactIndexTest
{
    public static TheoryData<VectorEncoding, SearchMetric> Metrics => VectorCases.Metrics;

    private static int Cases =>
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 2_000 : 200;

    /// <summary>
    /// The same rows, in the same order, with values equal to the last bit, as sorting all of them:
    /// whatever the threads, mask, count, segments, instructions, with and without bytes.
    /// </summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void FindsWhatSortingAllRowsFinds(VectorEncoding encoding, SearchMetric metric)
    {
        for (int i = 0; i < Cases; i++)
        {
            RandomStream random = new RandomStream(11).Child((ulong)i);
            VectorSpace space = VectorCases.Space(encoding, random);
            int rows = new[] { 0, 1, 40, 300, 1500 }[random.Below(5)];
            float[] all = VectorCases.Vectors(space, rows + 5, random);
            float[] queries = all[..(random.Below(6) * space.Lanes)];
            using VectorCollection vectors =
                VectorCases.Collection(space, all[(5 * space.Lanes)..], random);
            var options = new SearchOptions
            {
                Count = new[] { 0, 1, 3, 10, 2000 }[random.Below(5)],
                Among = VectorCases.Mask(rows, random),
            };
            Neighbour[][] expected = SortAll(vectors, metric, queries, options);
            foreach (int threads in new[] { 1, 2, 7 })
            {
                using var plain = new ExactIndex(vectors, metric, int.MaxValue);
                Assert.Equal(expected, plain.Search(queries, options with { Threads = threads }));
                foreach (ByteInstructions instructions in ByteInstructionSets.Available)
                {
                    using var index = new ExactIndex(vectors, metric, 0, instructions);
                    Assert.Equal(
                        expected, index.Search(queries, options with { Threads = threads }));
                }
            }
        }
    }

    /// <summary>In collections of more than the 2048 rows that threads take at once.</summary>
    [Theory]
    [MemberData(nameof(Metrics))]
    public void ResultsDoNotDependOnThreads(VectorEncoding encoding, SearchMetric metric)
    {
        for (int i = 0; i < 4; i++)
        {
            RandomStream random = new RandomStream(12).Child((ulong)i);
            VectorSpace space = VectorCases.Space(encoding, random);
            float[] all = VectorCases.Vectors(space, 20_000, random);
            using VectorCollection vectors = VectorCases.Collection(space, all, random);
            float[] queries = all[..(10 * space.Lanes)];
            var options = new SearchOptions { Count = 10, Threads = 1 };
            Neighbour[][] expected = SortAll(vectors, metric, queries, options);
            using var index = new ExactIndex(vectors, metric);
            foreach (int threads in new[] { 1, 2, 7 })
            {
                Assert.Equal(expected, index.Search(queries, options with { Threads = threads }));
            }
        }
    }

    /// <summary>Most rows are never computed, or the copy in bytes were of no use.</summary>
    [Theory]
    [InlineData(SearchMetric.Euclidean)]
    [InlineData(SearchMetric.Cosine)]
    [InlineData(SearchMetric.Dot)]
    [InlineData(SearchMetric.Tanimoto)]
    [InlineData(SearchMetric.EarthMover)]
    public void BytesRuleMostRowsOut(SearchMetric metric)
    {
        const int Lanes = 100, Rows = 20_000, Queries = 5;
        var random = new RandomStream(13);
        var space = new VectorSpace(
            VectorEncoding.Single, Lanes, [[.. Enumerable.Range(0, Lanes).Select(i => 0.1 * i)]]);
        float[] all = new float[Rows * Lanes];
        for (int row = 0; row < Rows; row++)
        {
            double place = random.Uniform(0, Lanes), size = random.Uniform(0.5, 2);
            double width = random.Uniform(3, 20);
            for (int i = 0; i < Lanes; i++)
            {
                double x = (i - place) / width;
                all[row * Lanes + i] = (float)(size * Math.Exp(-x * x));
            }
        }

        using VectorCollection vectors = VectorCases.Collection(space, all, random);
        using var index = new ExactIndex(vectors, metric, 0);
        float[] queries = all[..(Queries * Lanes)];
        var options = new SearchOptions { Count = 10, Threads = 1 };
        Assert.Equal(
            SortAll(vectors, metric, queries, options), index.Search(queries, options));

        // 0.6 % (Euclidean) to 4 % (dot product).
        Assert.InRange(index.Computed, Queries * 10, Queries * Rows / 15);
    }

    [Fact]
    public void MakesItsBytesAfterSomeQueries()
    {
        var random = new RandomStream(14);
        VectorSpace space = VectorSpace.OfNumbers(8);
        using VectorCollection vectors =
            VectorCases.Collection(space, VectorCases.Vectors(space, 100, random), random);
        using var index = new ExactIndex(vectors, SearchMetric.Euclidean, 2);
        var options = new SearchOptions { Count = 1 };

        index.Search(new float[16], options);
        Assert.Equal("cpu", index.Description);
        index.Search(new float[8], options);
        Assert.Equal("cpu, quantised", index.Description);
    }

    [Fact]
    public void StopsWhenCancelled()
    {
        var random = new RandomStream(15);
        VectorSpace space = VectorSpace.OfNumbers(8);
        using VectorCollection vectors =
            VectorCases.Collection(space, VectorCases.Vectors(space, 5000, random), random);
        using var index = new ExactIndex(vectors, SearchMetric.Euclidean);
        foreach (int threads in new[] { 1, 2 })
        {
            Assert.ThrowsAny<OperationCanceledException>(() => index.Search(
                new float[8],
                new SearchOptions
                {
                    Count = 1,
                    Threads = threads,
                    CancellationToken = new CancellationToken(canceled: true),
                }));
        }
    }

    [Fact]
    public void RefusesWhatMakesNoSense()
    {
        using var vectors = new VectorCollection(VectorSpace.OfNumbers(3), []);
        using var index = new ExactIndex(vectors, SearchMetric.Euclidean);
        var options = new SearchOptions { Count = 1 };

        Assert.Equal([[]], index.Search(new float[3], options));
        Assert.Throws<ArgumentException>(() => index.Search(new float[4], options));
        Assert.Throws<ArgumentException>(() => index.Search([1, 2, float.NaN], options));
        Assert.Throws<ArgumentException>(
            () => index.Search(new float[3], options with { Among = new RowMask(1) }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => index.Search(new float[3], options with { Count = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => index.Search(new float[3], options with { Threads = 0 }));
        Assert.Throws<ArgumentException>(
            () => new ExactIndex(vectors, SearchMetric.EarthMover));
    }

    private static Neighbour[][] SortAll(
        VectorCollection vectors, SearchMetric metric, float[] queries, SearchOptions options)
    {
        int lanes = vectors.Space.Lanes, sign = MetricValue.LargerIsNearer(metric) ? -1 : 1;
        return [.. Enumerable.Range(0, queries.Length / lanes).Select(query =>
            Enumerable.Range(0, vectors.Count)
                .Where(row => options.Among?[row] ?? true)
                .Select(row => new Neighbour(row, MetricValue.Of(
                    metric,
                    vectors.Space,
                    queries.AsSpan(query * lanes, lanes),
                    vectors.Row(row))))
                .OrderBy(n => sign * n.Value)
                .ThenBy(n => vectors.Id(n.Row), StringComparer.Ordinal)
                .ThenBy(n => n.Row)
                .Take(options.Count)
                .ToArray())];
    }
}
