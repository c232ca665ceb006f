using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Postgres;
using Similarity.Catalog.Vectors;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Search;

namespace Similarity.Catalog.Tests.Postgres;

public abstract partial class PostgresContract
{
    private const int Lanes = 32;
    private const int Count = 10;

    public static TheoryData<SearchMetric> SearchedMetrics =>
        [SearchMetric.Euclidean, SearchMetric.Cosine, SearchMetric.Dot];

    [SkippableTheory]
    [MemberData(nameof(SearchedMetrics))]
    public void TheGraphFindsNearlyAllOfTheNearest(SearchMetric metric)
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        var random = new RandomStream(5);
        using PostgresCatalogStore store = StoreOf(set, 1_500, random);
        Assert.Null(store.Nearest(set, metric, RandomLanes(Lanes, random), Count, null));
        Assert.True(store.BuildIndex(set, metric));
        Assert.True(store.BuildIndex(set, metric));
        StoredVector[] all = [.. store.Vectors(set)];
        int found = 0;
        const int Queries = 20;
        for (int i = 0; i < Queries; i++)
        {
            float[] query = RandomLanes(Lanes, random);
            IReadOnlyList<(string Id, double Value)> nearest =
                store.Nearest(set, metric, query, Count, null)!;
            (string Id, double Value)[] exact = Exact(set, metric, query, all, _ => true);
            Assert.Equal(Count, nearest.Count);
            Assert.All(nearest, one => Assert.Equal(
                MetricValue.Of(
                    metric, set.Space, query, all.Single(v => v.MaterialId == one.Id).Lanes),
                one.Value));
            Assert.Equal(
                nearest,
                MetricValue.LargerIsNearer(metric)
                    ? nearest.OrderByDescending(one => one.Value)
                    : nearest.OrderBy(one => one.Value));
            found += nearest.Count(one => exact.Any(other => other.Id == one.Id));
        }

        Assert.InRange(found, 0.95 * Queries * Count, Queries * Count);
    }

    /// <summary>The server is asked where it has an index, and leaves out who asks.</summary>
    [SkippableFact]
    public void NeighboursAreThoseOfTheServer()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        using PostgresCatalogStore store = StoreOf(set, 300, new RandomStream(8));
        StoredVector own = store.Vectors(set).First();
        Assert.Null(NeighbourSearch.OfEngine(store, set, SearchMetric.Euclidean, own.Lanes));
        store.BuildIndex(set, SearchMetric.Euclidean);
        using NeighbourSearch search =
            NeighbourSearch.OfEngine(store, set, SearchMetric.Euclidean, own.Lanes)!;

        ImmutableArray<CatalogHit> hits = search.Nearest(
            own.Lanes, new SearchOptions { Count = Count }, except: own.MaterialId);

        Assert.Equal("postgres", search.Description);
        Assert.False(search.IsExact);
        Assert.Equal(Count, hits.Length);
        Assert.DoesNotContain(hits, hit => hit.Id == own.MaterialId);
    }

    [SkippableFact]
    public void TheServerWalksTheGraph()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        using PostgresCatalogStore store = StoreOf(set, 200, new RandomStream(6));
        store.BuildIndex(set, SearchMetric.Euclidean);
        string sql = VectorExtension.NearestSql(1, set, SearchMetric.Euclidean, Count, null)
            .Replace(
                "$1::real[]",
                $"'[{string.Join(',', Enumerable.Repeat("0", Lanes))}]'",
                StringComparison.Ordinal);
        string plan = Ask<string>(
            $"SET search_path = {schema}, public; SET enable_sort = off; "
            + $"EXPLAIN (FORMAT JSON, COSTS OFF) {sql}")!;
        Ask<string>("RESET enable_sort");
        Assert.Contains("Index Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("nsites < 5", 5)]
    [InlineData("nsites >= 100 AND NOT nsites < 700", 800)]
    [InlineData("formula = \"'; DROP TABLE materials; --\"", 0)]
    public void AFilterLeavesAsManyAsThereAre(string text, int matching)
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        var random = new RandomStream(7);
        using PostgresCatalogStore store = StoreOf(set, 1_500, random);
        store.BuildIndex(set, SearchMetric.Euclidean);
        Filter filter = FilterParser.Parse(text);
        StoredVector[] all = [.. store.Vectors(set)];
        float[] query = RandomLanes(Lanes, random);
        (string Id, double Value)[] exact = Exact(
            set, SearchMetric.Euclidean, query, all, id => filter.Matches(store.Find(id)!));
        IReadOnlyList<(string Id, double Value)> nearest =
            store.Nearest(set, SearchMetric.Euclidean, query, Count, filter)!;
        Assert.Equal(matching, store.Keys(set, filter).Count());
        Assert.Equal(Math.Min(Count, matching), nearest.Count);
        Assert.Equal(exact, nearest);
    }

    [SkippableFact]
    public void WhatIsWrittenLaterIsFoundAndWhatIsGoneIsNot()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        var random = new RandomStream(8);
        using PostgresCatalogStore store = StoreOf(set, 100, random);
        store.BuildIndex(set, SearchMetric.Euclidean);
        float[] query = RandomLanes(Lanes, random);
        string first = Nearest(store, set, query);
        store.Write([Entry("new", set, query, 0)]);
        Assert.Equal("new", Nearest(store, set, query));
        store.Write([Entry("new", set, RandomLanes(Lanes, new RandomStream(9), 100), 0)]);
        Assert.Equal(first, Nearest(store, set, query));
        store.Delete([first]);
        Assert.NotEqual(first, Nearest(store, set, query));
        store.DropIndex(set, SearchMetric.Euclidean);
        Assert.Null(store.Nearest(set, SearchMetric.Euclidean, query, Count, null));
    }

    /// <summary>Ranked by the server in half precision; the values are of the lanes.</summary>
    [SkippableFact]
    public void LongVectorsAreSearchedInHalfPrecision()
    {
        FingerprintSet set = CatalogSamples.OfLanes(2_500);
        var random = new RandomStream(10);
        using PostgresCatalogStore store = StoreOf(set, 60, random);
        Assert.True(store.BuildIndex(set, SearchMetric.Cosine));
        float[] query = RandomLanes(2_500, random);
        Assert.Equal(
            Exact(set, SearchMetric.Cosine, query, [.. store.Vectors(set)], _ => true),
            store.Nearest(set, SearchMetric.Cosine, query, Count, null)!);

        // No number of half precision, so the vector has no copy, and the graph not all vectors.
        store.Write([Entry("large", set, RandomLanes(2_500, random, 1e6), 0)]);
        Assert.Null(store.Nearest(set, SearchMetric.Cosine, query, Count, null));
        Assert.Empty(store.Verify());
    }

    [SkippableFact]
    public void WhatPgvectorCannotDoIsLeftToTheCaller()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes) with
        {
            Segments = [new FingerprintSegment("zero", [.. Enumerable.Range(0, Lanes)])],
        };
        using PostgresCatalogStore store = StoreOf(set, 20, new RandomStream(11));
        float[] query = new float[Lanes];
        foreach (SearchMetric metric in new[] { SearchMetric.Tanimoto, SearchMetric.EarthMover })
        {
            Assert.False(store.BuildIndex(set, metric));
            Assert.Null(store.Nearest(set, metric, query, Count, null));
        }

        Assert.True(store.BuildIndex(set, SearchMetric.Cosine));
        Assert.Null(store.Nearest(set, SearchMetric.Cosine, query, Count, null));
        Assert.False(store.BuildIndex(CatalogSamples.Bits, SearchMetric.Tanimoto));
        FingerprintSet longest = CatalogSamples.OfLanes(4_001);
        store.Write([Entry("long", longest, new float[4_001], 0)]);
        Assert.False(store.BuildIndex(longest, SearchMetric.Euclidean));
        Assert.Throws<ArgumentException>(
            () => store.Nearest(set, SearchMetric.Dot, new float[3], Count, null));
    }

    [SkippableFact]
    public void VectorsOfBeforePgvectorAreCopiedWhenAGraphIsBuilt()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        StoreOf(set, 100, new RandomStream(12)).Dispose();
        Run("ALTER TABLE vectors DROP COLUMN embedding");
        using (PostgresCatalogStore reader = Store(CatalogAccess.Read))
        {
            Assert.False(reader.CanSearch);
            Assert.Empty(reader.Verify());
        }

        using PostgresCatalogStore store = Store(CatalogAccess.Write);
        Assert.True(store.BuildIndex(set, SearchMetric.Euclidean));
        float[] query = RandomLanes(Lanes, new RandomStream(13));
        Assert.Equal(
            Exact(set, SearchMetric.Euclidean, query, [.. store.Vectors(set)], _ => true),
            store.Nearest(set, SearchMetric.Euclidean, query, Count, null)!);
        Assert.Empty(store.Verify());
    }

    [SkippableFact]
    public void CompactingBuildsTheGraphsOfTheAddress()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        StoreOf(set, 50, new RandomStream(14)).Dispose();
        float[] query = RandomLanes(Lanes, new RandomStream(15));
        using PostgresCatalogStore store = Store(CatalogAccess.Write, Location + "&index=dot");
        store.Compact();
        Assert.NotNull(store.Nearest(set, SearchMetric.Dot, query, Count, null));
        Assert.Null(store.Nearest(set, SearchMetric.Euclidean, query, Count, null));
        store.Delete([.. store.Materials().Select(material => material.Id)]);
        store.Compact();
        Assert.Null(store.Nearest(set, SearchMetric.Dot, query, Count, null));
        Assert.Empty(store.Verify());
    }

    [SkippableFact]
    public void VerifyComparesTheCopyThatIsSearched()
    {
        FingerprintSet set = CatalogSamples.OfLanes(Lanes);
        StoreOf(set, 3, new RandomStream(16)).Dispose();
        Run("UPDATE vectors SET embedding = embedding + embedding WHERE material_id = 'm0001'");
        using PostgresCatalogStore store = Store(CatalogAccess.Read);
        CatalogProblem problem = Assert.Single(store.Verify());
        Assert.Equal("m0001", problem.Id);
        Assert.Contains("searched differs", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>A store with random vectors; m0007 has 7 sites.</summary>
    private PostgresCatalogStore StoreOf(FingerprintSet set, int count, RandomStream random)
    {
        PostgresCatalogStore store = Store(CatalogAccess.Create);
        if (!store.CanSearch)
        {
            store.Dispose();
            Skip.If(true, "this server has no pgvector");
        }

        store.Write(
        [
            .. Enumerable.Range(0, count).Select(i => Entry(
                string.Create(CultureInfo.InvariantCulture, $"m{i:D4}"),
                set,
                RandomLanes(set.Lanes, random),
                i)),
        ]);
        return store;
    }

    private static CatalogEntry Entry(string id, FingerprintSet set, float[] lanes, int sites)
    {
        Material material = CatalogSamples.Material(id) with { SiteCount = sites };
        return new CatalogEntry(material)
        {
            Vectors = [(set, CatalogSamples.Vector(material, lanes))],
        };
    }

    private static float[] RandomLanes(int lanes, RandomStream random, double scale = 1)
    {
        float[] values = new float[lanes];
        for (int i = 0; i < lanes; i++)
        {
            values[i] = (float)(scale * random.Normal());
        }

        return values;
    }

    private static string Nearest(PostgresCatalogStore store, FingerprintSet set, float[] query) =>
        store.Nearest(set, SearchMetric.Euclidean, query, 1, null)![0].Id;

    /// <summary>Measures all, in double precision.</summary>
    private static (string Id, double Value)[] Exact(
        FingerprintSet set,
        SearchMetric metric,
        float[] query,
        IReadOnlyList<StoredVector> all,
        Func<string, bool> isMeant)
    {
        IEnumerable<(string Id, double Value)> values = all
            .Where(vector => isMeant(vector.MaterialId))
            .Select(vector => (
                vector.MaterialId, MetricValue.Of(metric, set.Space, query, vector.Lanes)));
        return
        [
            .. (MetricValue.LargerIsNearer(metric)
                ? values.OrderByDescending(one => one.Value)
                : values.OrderBy(one => one.Value))
                .ThenBy(one => one.Id, IdOrder.Instance)
                .Take(Count),
        ];
    }
}
