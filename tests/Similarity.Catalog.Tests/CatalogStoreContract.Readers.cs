using Similarity.Catalog.Filters;
using Similarity.Catalog.Tests.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests;

public abstract partial class CatalogStoreContract
{
    [SkippableFact]
    public void ASecondWriterIsRefusedAtOnce()
    {
        RequireSeveralStores();
        using (ICatalogStore first = Open(CatalogAccess.Create))
        {
            foreach (CatalogAccess access in new[] { CatalogAccess.Write, CatalogAccess.Create })
            {
                CatalogException e = Assert.Throws<CatalogException>(() => Open(access));
                Assert.Equal(CatalogFault.Busy, e.Fault);
            }

            first.Write([CatalogSamples.WithVector("a")]);
        }

        using ICatalogStore next = Open(CatalogAccess.Write);
        next.Write([CatalogSamples.WithVector("b")]);
        Assert.Equal((2, 0, 2, 0), Counts(next));
    }

    [SkippableFact]
    public void AReaderSeesWhatAWriterHasWrittenSince()
    {
        RequireSeveralStores();
        using ICatalogStore writer = Open(CatalogAccess.Create);
        using ICatalogStore reader = Open(CatalogAccess.Read);
        Assert.Empty(reader.Materials());
        writer.Write([CatalogSamples.WithVector("a", 1)]);
        Assert.Equal(1, reader.Vector(CatalogSamples.Numbers, "a")!.Lanes[0]);
        writer.Write([CatalogSamples.WithVector("a", 2), CatalogSamples.WithVector("b")]);
        Assert.Equal(2, reader.Vector(CatalogSamples.Numbers, "a")!.Lanes[0]);
        Assert.Equal((2, 0, 2, 0), Counts(reader));
        writer.Delete(["a"]);
        Assert.Null(reader.Find("a"));
        writer.Compact();
        Assert.Equal(CatalogText.Of(writer), CatalogText.Of(reader));
    }

    /// <summary>Each batch gives all ten vectors the same number.</summary>
    [SkippableFact]
    public async Task AReaderSeesABatchAsAWholeOrNotAtAll()
    {
        RequireSeveralStores();
        const int Batches = 60;
        Batch(0, Open(CatalogAccess.Create));
        using ICatalogStore reader = Open(CatalogAccess.Read);
        Task writing = Task.Run(() =>
        {
            using ICatalogStore writer = Open(CatalogAccess.Write);
            for (int number = 1; number <= Batches; number++)
            {
                writer.Write(EntriesOf(number));
            }
        });
        float last = 0;
        do
        {
            float[] seen =
            [
                .. reader.Vectors(CatalogSamples.Numbers).Select(vector => vector.Lanes[0]),
            ];
            Assert.Equal(10, seen.Length);
            Assert.All(seen, number => Assert.Equal(seen[0], number));
            Assert.True(seen[0] >= last, $"{seen[0]} after {last}");
            last = seen[0];
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.All(
            reader.Vectors(CatalogSamples.Numbers),
            vector => Assert.Equal(Batches, vector.Lanes[0]));

        static CatalogEntry[] EntriesOf(int number) =>
        [
            .. Enumerable.Range(0, 10).Select(
                i => CatalogSamples.WithVector("m" + i, number)),
        ];

        static void Batch(int number, ICatalogStore store)
        {
            store.Write(EntriesOf(number));
            store.Dispose();
        }
    }

    [SkippableFact]
    public void AStreamIsOfTheMomentInWhichItBegan()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
            [.. Enumerable.Range(0, 50).Select(i => CatalogSamples.WithVector($"m{i:D2}", i))]);
        var seen = new List<float>();
        foreach (StoredVector vector in store.Vectors(CatalogSamples.Numbers))
        {
            seen.Add(vector.Lanes[0]);
            store.Write([CatalogSamples.WithVector(vector.MaterialId, 100)]);
            Assert.Equal(
                100, store.Vector(CatalogSamples.Numbers, vector.MaterialId)!.Lanes[0]);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => (float)i), seen);
        var ids = new List<string>();
        foreach (Material material in store.Materials())
        {
            ids.Add(material.Id);
            store.Write([CatalogSamples.WithVector(material.Id + "x")]);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"m{i:D2}"), ids);
        Assert.Equal(100, store.Count().Materials);
    }

    [SkippableFact]
    public void AStreamMayBeLeftBeforeItsEnd()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
            [.. Enumerable.Range(0, 50).Select(i => CatalogSamples.WithVector($"m{i:D2}", i))]);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("m00", store.Materials().First().Id);
            Assert.Equal(0, store.Vectors(CatalogSamples.Numbers).First().Lanes[0]);
        }

        store.Delete([.. store.Materials().Select(material => material.Id)]);
        store.Compact();
        Assert.Empty(store.Materials());
    }

    /// <summary>Databases reckon as the filters themselves do.</summary>
    [SkippableFact]
    public void AFilterLetsPassWhatItMatches()
    {
        var random = new RandomFilters(new RandomStream(4));
        CatalogEntry[] entries =
        [
            .. Enumerable.Range(0, 60).Select(i => Entry(
                random.Material(i) with { Id = $"m{i:D3}", InputHash = CatalogSamples.Hash(i) })),
        ];
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(entries);
        for (int i = 0; i < 40 * RandomCases; i++)
        {
            Filter filter = random.Filter(4);
            string[] expected =
            [
                .. entries
                    .Where(entry => filter.Matches(entry.Material))
                    .Select(entry => entry.Material.Id),
            ];
            Assert.Equal(expected, store.Materials(filter).Select(material => material.Id));
            Assert.Equal(
                store.Vectors(CatalogSamples.OtherNumbers)
                    .Where(vector => expected.Contains(vector.MaterialId))
                    .Select(vector => vector.Key),
                store.Keys(CatalogSamples.OtherNumbers, filter));
        }

        static CatalogEntry Entry(Material material) => new(material)
        {
            Vectors =
                [(CatalogSamples.OtherNumbers, CatalogSamples.Vector(material, 1, 2, 3))],
        };
    }

    private void RequireSeveralStores() =>
        Skip.IfNot(HoldsSeveralStores, "this server takes one connection at a time");
}
