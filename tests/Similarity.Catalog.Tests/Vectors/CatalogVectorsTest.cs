using Similarity.Catalog.Filters;
using Similarity.Catalog.Sqlite;
using Similarity.Catalog.Tests.Crashes;
using Similarity.Catalog.Vectors;
using Similarity.Numerics;
using Similarity.Search;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Catalog.Tests.Vectors;

/// <summary>
/// Vectors for search are those of the store, whatever happened to it and to the files derived from
/// it since they were last opened.
/// </summary>
public sealed class CatalogVectorsTest : IDisposable
{
    private static readonly FingerprintSet Set = CatalogSamples.Numbers;

    private readonly TemporaryFolder folder = new();
    private readonly RandomStream random = new(3);
    private ICatalogStore store;

    public CatalogVectorsTest()
    {
        store = SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Create);
        Write(0, 30);
    }

    private string Derived => folder.At("catalog.db.vectors");

    private string[] Segments => Directory.Exists(SegmentFolder.Of(Derived, Set))
        ? Directory.GetFiles(SegmentFolder.Of(Derived, Set), "*.vectors")
        : [];

    [Fact]
    public void WhatIsAddedIsAppended()
    {
        AssertSame();
        string first = Assert.Single(Segments);
        DateTime written = File.GetLastWriteTimeUtc(first);
        AssertSame();
        Assert.Single(Segments);
        Write(30, 10);
        AssertSame();
        Assert.Equal(2, Segments.Length);
        Assert.Equal(written, File.GetLastWriteTimeUtc(first));
    }

    [Fact]
    public void ManySmallPiecesBecomeOne()
    {
        for (int i = 0; i < 20; i++)
        {
            AssertSame();
            Write(30 + i, 1);
        }

        AssertSame();
        Assert.InRange(Segments.Length, 1, 16);
    }

    [Fact]
    public void WhatIsDeletedOrReplacedIsNotFound()
    {
        AssertSame();
        store.Delete(["m3", "m29"]);
        AssertSame();
        Write(4, 2, content: 1);
        AssertSame();
        using CatalogVectors vectors = CatalogVectors.Open(store, Set, Derived);
        Assert.True(vectors.Rows.Count > vectors.Live.Size, "dead rows stay for a while");
        Assert.Equal(28, vectors.Live.Size);

        // Beyond a quarter, they are left out.
        store.Delete([.. Enumerable.Range(6, 15).Select(i => $"m{i}")]);
        AssertSame();
        using CatalogVectors fewer = CatalogVectors.Open(store, Set, Derived);
        Assert.Equal(fewer.Live.Size, fewer.Rows.Count);
        store.Delete([.. store.Materials().Select(material => material.Id)]);
        AssertSame();
        Write(50, 3);
        AssertSame();
    }

    [Fact]
    public void AnotherCatalogInTheSamePlaceIsNotTakenForThisOne()
    {
        AssertSame();
        string[] old = [.. Segments.Select(file => Convert.ToHexString(File.ReadAllBytes(file)))];
        store.Dispose();
        File.Delete(folder.At("catalog.db"));
        store = SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Create);
        Write(0, 30, content: 7);
        AssertSame();
        Assert.NotEqual(old[0], Convert.ToHexString(File.ReadAllBytes(Assert.Single(Segments))));
    }

    /// <summary>Then keys mean other vectors than those that segments have of them.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void ACatalogPutBackFromACopyIsNotTakenForWhatItWas(int added)
    {
        AssertSame();
        store.Dispose();
        File.Copy(folder.At("catalog.db"), folder.At("copy.db"));
        store = SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Write);
        Write(100, 5);
        AssertSame();
        store.Dispose();
        File.Copy(folder.At("copy.db"), folder.At("catalog.db"), overwrite: true);
        store = SqliteCatalogStore.Open(folder.At("catalog.db"), CatalogAccess.Write);
        Write(200, added);
        for (int i = 0; i < 5; i++)
        {
            AssertSame();
        }
    }

    /// <summary>
    /// One of the vectors in the midst differs from what was there by the same keys before.
    /// </summary>
    [SkippableTheory]
    [InlineData(".db")]
    [InlineData(".litedb")]
    public void ACatalogPutBackAndFilledWithNearlyTheSameIsNotTakenForWhatItWas(string extension)
    {
        KilledImportTest.SkipWithoutEngine(extension);
        string location = folder.At("other" + extension), copy = folder.At("copy" + extension);
        store.Dispose();
        store = CrashingProgram.Open(location, CatalogAccess.Create);
        Write(0, 10);
        store.Dispose();
        File.Copy(location, copy);
        CatalogEntry[] more =
            [.. Enumerable.Range(0, 9).Select(i => CatalogSamples.WithVector($"x{i}", i))];
        Reopen();
        store.Write(more);
        AssertSame();
        string graph = CatalogGraph.FileOf(Derived, Set, SearchMetric.Euclidean);
        using (CatalogVectors vectors = CatalogVectors.Open(store, Set, Derived))
        {
            CatalogGraph.Open(
                vectors, SearchMetric.Euclidean, graph, new GraphWork { Threads = 1 }).Dispose();
        }

        Assert.True(File.Exists(graph));
        store.Dispose();
        File.Copy(copy, location, overwrite: true);

        // Before anything is written to it.
        Reopen();
        AssertSame();
        Assert.False(File.Exists(graph), "a graph is of vectors that are no longer there");
        more[4] = CatalogSamples.WithVector("x4", 99);
        store.Write(more);
        AssertSame();
        AssertSame();
        Assert.Equal(19, store.Count(Set).Vectors);

        void Reopen() => store = CrashingProgram.Open(location, CatalogAccess.Write);
    }

    [Fact]
    public void DamagedFilesAreMadeAnew()
    {
        Write(30, 5);
        AssertSame();
        Write(35, 5);
        AssertSame();
        Assert.Equal(2, Segments.Length);
        for (int i = 0; i < 60; i++)
        {
            string file = Segments[random.Below(Segments.Length)];
            File.WriteAllBytes(file, FileMutants.Of(File.ReadAllBytes(file), random));
            AssertSame();
        }

        foreach (string file in Segments)
        {
            File.WriteAllBytes(file, []);
        }

        File.WriteAllText(
            Path.Combine(SegmentFolder.Of(Derived, Set), "zzz.vectors"), "no segment");
        AssertSame();
    }

    /// <summary>A file stands where the folder would be made.</summary>
    [Fact]
    public void AFolderThatCannotBeMadeLeavesThemInMemory()
    {
        File.WriteAllText(Derived, "in the way");
        AssertSame();
        Assert.Equal("in the way", File.ReadAllText(Derived));
    }

    /// <summary>
    /// What stands in the place of the lock is no other process that would go away.
    /// </summary>
    [Fact]
    public void ALockThatCannotBeOpenedIsNotWaitedFor()
    {
        Directory.CreateDirectory(Path.Combine(SegmentFolder.Of(Derived, Set), "lock"));
        AssertSame();
    }

    [Fact]
    public void AnotherProcessThatWritesThemIsWaitedFor()
    {
        string own = SegmentFolder.Of(Derived, Set);
        Directory.CreateDirectory(own);
        using var cancellation = new CancellationTokenSource();
        using (new FileStream(
            Path.Combine(own, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            cancellation.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(
                () => CatalogVectors.Open(store, Set, Derived, cancellation.Token));
        }

        AssertSame();
    }

    [Fact]
    public void TheFolderOfASetIsInTheFolderOfTheCatalog() => Assert.All(
        CatalogSamples.Sets,
        set => Assert.Equal(Derived, Path.GetDirectoryName(SegmentFolder.Of(Derived, set))));

    [Fact]
    public void FiltersApplyBeforeDistance()
    {
        using NeighbourSearch search = Open(Derived);
        Filter filter = FilterParser.Parse("id >= \"m2\" and id < \"m3\"");
        StoredVector query = store.Vector(Set, "m15")!;
        Assert.Equal(
            store.Materials(filter).Select(material => material.Id).Order(),
            search.Nearest(query.Lanes, new SearchOptions { Count = 100 }, filter)
                .Select(hit => hit.Id).Order());
        Assert.Empty(search.Nearest(
            query.Lanes, new SearchOptions { Count = 5 }, FilterParser.Parse("nsites = 99")));
    }

    [Fact]
    public void WhoAsksIsNotItsOwnNeighbour()
    {
        using NeighbourSearch search = Open(Derived);
        StoredVector query = store.Vector(Set, "m15")!;
        var options = new SearchOptions { Count = 30 };
        Assert.Equal("m15", search.Nearest(query.Lanes, options)[0].Id);
        var others = search.Nearest(query.Lanes, options, except: "m15");
        Assert.Equal(29, others.Length);
        Assert.DoesNotContain(others, hit => hit.Id == "m15");
        Assert.Equal(30, search.Nearest(query.Lanes, options, except: "no such").Length);
    }

    [Fact]
    public void AGraphGrowsWithItsVectorsAndIsMadeAnewFromOthers()
    {
        string file = CatalogGraph.FileOf(Derived, Set, SearchMetric.Euclidean);
        AssertGraph(file);
        byte[] first = File.ReadAllBytes(file);
        AssertGraph(file);
        Assert.Equal(first, File.ReadAllBytes(file));
        Write(30, 10);
        AssertGraph(file);
        Assert.NotEqual(first, File.ReadAllBytes(file));
        File.WriteAllBytes(file, first[..(first.Length / 2)]);
        AssertGraph(file);
        File.Delete(file);
        Directory.CreateDirectory(file);
        AssertGraph(file);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    private void Write(int first, int count, int content = 0) => store.Write(
    [
        .. Enumerable.Range(first, count).Select(i =>
        {
            CatalogEntry entry = CatalogSamples.Entry($"m{i}", content);
            float[] lanes = [.. Enumerable.Range(0, Set.Lanes).Select(_ => (float)random.Normal())];
            return entry with { Vectors = [(Set, CatalogSamples.Vector(entry.Material, lanes))] };
        }),
    ]);

    private NeighbourSearch Open(string? place)
    {
        CatalogVectors vectors = CatalogVectors.Open(store, Set, place);
        return new NeighbourSearch(
            store, vectors, new ExactIndex(vectors.Rows, SearchMetric.Euclidean), isExact: true);
    }

    /// <summary>From files, from memory, and by a double loop: the same neighbours.</summary>
    private void AssertSame()
    {
        using NeighbourSearch search = Open(Derived), inMemory = Open(null);
        StoredVector[] all = [.. store.Vectors(Set)];
        Assert.Equal(all.Length, search.Count);
        float[] query = [.. Enumerable.Range(0, Set.Lanes).Select(_ => (float)random.Normal())];
        var options = new SearchOptions { Count = 7, Threads = 1 };
        CatalogHit[] found = [.. search.Nearest(query, options)];
        Assert.Equal(found, inMemory.Nearest(query, options));
        Assert.Equal(
            all.OrderBy(vector => vector.Lanes
                    .Zip(query, (a, b) => ((double)a - b) * (a - b)).Sum())
                .Take(7).Select(vector => vector.MaterialId),
            found.Select(hit => hit.Id));
    }

    private void AssertGraph(string file)
    {
        CatalogVectors vectors = CatalogVectors.Open(store, Set, Derived);
        GraphIndex graph = CatalogGraph.Open(
            vectors, SearchMetric.Euclidean, file, new GraphWork { Threads = 1 });
        using var search = new NeighbourSearch(store, vectors, graph, isExact: false);
        using NeighbourSearch exact = Open(null);
        StoredVector query = store.Vector(Set, "m15")!;
        var options = new SearchOptions { Count = 5, Effort = 100, Threads = 1 };
        Assert.Equal(
            exact.Nearest(query.Lanes, options).Select(hit => hit.Id),
            search.Nearest(query.Lanes, options).Select(hit => hit.Id));
    }
}
