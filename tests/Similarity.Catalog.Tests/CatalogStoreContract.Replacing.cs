using Similarity.Numerics;

namespace Similarity.Catalog.Tests;

public abstract partial class CatalogStoreContract
{
    [SkippableFact]
    public void AnyOrderOfWorkLeavesWhatTheModelSays()
    {
        for (int seed = 0; seed < RandomCases; seed++)
        {
            var random = new RandomStream(100 + (ulong)seed);
            var model = new ModelCatalog();
            ICatalogStore store = Open(CatalogAccess.Create);
            try
            {
                string[] old = [.. store.Materials().Select(material => material.Id)];
                store.Delete(old);
                long lastKey = 0;
                for (int step = 0; step < 40; step++)
                {
                    store = Step(store, model, random);
                    lastKey = AssertKeysAscend(store, lastKey);
                }

                Assert.Equal(model.Text(), CatalogText.Of(store));
                Assert.Empty(store.Verify());
            }
            finally
            {
                store.Dispose();
            }
        }
    }

    [SkippableFact]
    public void WritingTwiceChangesNothingButKeys()
    {
        var random = new RandomStream(3);
        CatalogEntry[] entries =
            [.. CatalogSamples.IdsInOrder.Select(id => CatalogSamples.Random(id, random))];
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(entries);
        string[] text = CatalogText.Of(store);
        long[] keys = [.. store.Keys(CatalogSamples.Numbers)];
        store.Write(entries);
        Assert.Equal(text, CatalogText.Of(store));
        Assert.Equal(keys.Length, store.Keys(CatalogSamples.Numbers).Count());
        Assert.True(store.Keys(CatalogSamples.Numbers).First() > keys[^1]);
    }

    [SkippableFact]
    public void OfTheSameIdInABatchTheLastRemains()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
        [
            CatalogSamples.WithVector("a", 1),
            CatalogSamples.WithVector("b", 2),
            CatalogSamples.WithVector("a", 3),
        ]);
        Assert.Equal((2, 0, 2, 0), Counts(store));
        Assert.Equal(3, store.Vector(CatalogSamples.Numbers, "a")!.Lanes[0]);
    }

    [SkippableFact]
    public void VectorsOfOtherSetsStayWithTheSameInputAndGoWithAnother()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry entry = CatalogSamples.Entry("a");
        store.Write([CatalogSamples.WithVector("a")]);
        store.Write(
        [
            entry with
            {
                Vectors =
                [
                    (CatalogSamples.OtherNumbers,
                        CatalogSamples.Vector(entry.Material, 1, 2, 3)),
                ],
                Failures = [(CatalogSamples.Bits, CatalogSamples.Failure(entry.Material))],
            },
        ]);
        Assert.Equal((1, 0, 2, 1), Counts(store));
        store.Write([CatalogSamples.WithVector("a", content: 1)]);
        Assert.Equal((1, 0, 1, 0), Counts(store));
        Assert.Equal(
            CatalogSamples.Numbers.Identity, Assert.Single(store.Sets()).Identity);
    }

    [SkippableFact]
    public void AFailureReplacesAVectorAndAVectorAFailure()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry entry = CatalogSamples.Entry("a");
        store.Write([CatalogSamples.WithVector("a")]);
        store.Write(
        [
            entry with
            {
                Failures =
                    [(CatalogSamples.Numbers, CatalogSamples.Failure(entry.Material, "why"))],
            },
        ]);
        Assert.Null(store.Vector(CatalogSamples.Numbers, "a"));
        Assert.Equal("why", Assert.Single(store.Failures(CatalogSamples.Numbers)).Reason);
        store.Write([CatalogSamples.WithVector("a")]);
        Assert.NotNull(store.Vector(CatalogSamples.Numbers, "a"));
        Assert.Empty(store.Failures(CatalogSamples.Numbers));
    }

    [SkippableFact]
    public void DocumentsThatAreNotWrittenAgainGo()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry entry = CatalogSamples.Entry("a");
        store.Write(
            [entry with { Documents = [new CatalogDocument(DocumentKind.Bands, [1])] }]);
        store.Write([entry with { Documents = [new CatalogDocument(DocumentKind.Dos, [2])] }]);
        Assert.Equal(DocumentKind.Dos, Assert.Single(store.Documents("a")).Kind);
    }

    [SkippableFact]
    public void WhatIsDeletedIsGoneWithAllThatBelongsToIt()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
        [
            CatalogSamples.WithVector("a") with
            {
                Documents = [new CatalogDocument(DocumentKind.Bands, [1])],
            },
            CatalogSamples.WithVector("b"),
        ]);
        store.Delete(["a", "absent"]);
        Assert.Null(store.Find("a"));
        Assert.Empty(store.Documents("a"));
        Assert.Equal((1, 0, 1, 0), Counts(store));
        store.Delete(["b"]);
        Assert.Empty(store.Sets());
        Assert.Empty(store.Verify());
    }

    [SkippableFact]
    public void KeysAreNeverGivenTwice()
    {
        var keys = new HashSet<long>();
        for (int round = 0; round < 4; round++)
        {
            using ICatalogStore store = Open(CatalogAccess.Create);
            store.Write([CatalogSamples.WithVector("a"), CatalogSamples.WithVector("b")]);
            long[] given = [.. store.Keys(CatalogSamples.Numbers)];
            Assert.Equal(2, given.Length);
            Assert.All(given, key => Assert.True(key > keys.DefaultIfEmpty(0).Max()));
            keys.UnionWith(given);
            store.Delete(["a", "b"]);
            store.Compact();
        }
    }

    [SkippableFact]
    public void VectorsAreReadFromAKeyOn()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(
            [.. Enumerable.Range(0, 20).Select(i => CatalogSamples.WithVector($"m{i:D2}", i))]);
        long[] keys = [.. store.Keys(CatalogSamples.Numbers)];
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(
            keys[12..],
            store.Vectors(CatalogSamples.Numbers, keys[11]).Select(vector => vector.Key));
        Assert.Empty(store.Vectors(CatalogSamples.Numbers, keys[^1]));
        Assert.Empty(store.Vectors(CatalogSamples.Bits));
    }

    [SkippableFact]
    public void CompactingGivesSpaceBack()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry entry = CatalogSamples.Entry("a");
        store.Write([CatalogSamples.WithVector("b")]);
        string[] text = CatalogText.Of(store);
        store.Write(
        [
            entry with
            {
                Documents = [new CatalogDocument(DocumentKind.Bands, new byte[8 << 20])],
            },
        ]);
        store.Delete(["a"]);
        store.Compact();
        Assert.InRange(store.Count().Bytes, 1, 4 << 20);
        Assert.Equal(text, CatalogText.Of(store));
        Assert.Empty(store.Verify());
    }

    private ICatalogStore Step(ICatalogStore store, ModelCatalog model, RandomStream random)
    {
        string[] ids = ["a", "b", "c", "é", "\U0001F600"];
        switch (random.Below(8))
        {
            case 0:
                store.Dispose();
                return Open(random.Below(2) == 0 ? CatalogAccess.Create : CatalogAccess.Write);
            case 1:
                string id = ids[random.Below(ids.Length)];
                store.Delete([id]);
                model.Delete(id);
                return store;
            case 2:
                store.Compact();
                return store;
            default:
                CatalogEntry[] batch =
                [
                    .. Enumerable.Range(0, 1 + random.Below(4)).Select(
                        _ => CatalogSamples.Random(ids[random.Below(ids.Length)], random)),
                ];
                store.Write(batch);
                Array.ForEach(batch, model.Write);
                return store;
        }
    }

    /// <summary>What is there keeps its key; what is new is above all that was.</summary>
    private static long AssertKeysAscend(ICatalogStore store, long lastKey)
    {
        long largest = lastKey;
        var all = new HashSet<long>();
        foreach (FingerprintSet set in store.Sets())
        {
            long[] keys = [.. store.Keys(set)];
            Assert.Equal(keys.Order(), keys);
            Assert.All(keys, key => Assert.True(all.Add(key) && key > 0));
            largest = Math.Max(largest, keys.DefaultIfEmpty(0).Max());
        }

        return largest;
    }
}
