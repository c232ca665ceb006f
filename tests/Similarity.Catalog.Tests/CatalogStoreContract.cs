using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests;

/// <summary>
/// What every store does, whatever it is made of. A test class of an engine inherits the tests and
/// says how its catalogs are opened and damaged.
/// </summary>
public abstract partial class CatalogStoreContract : IDisposable
{
    /// <summary>Of a catalog that is not there yet, another one for each test.</summary>
    protected abstract string Location { get; }

    /// <summary>Whether two stores may have a catalog open at the same time.</summary>
    protected virtual bool HoldsSeveralStores => true;

    private static int RandomCases =>
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 50 : 5;

    /// <summary>Opens the catalog of the test; skips the test where the engine is absent.</summary>
    protected abstract ICatalogStore Open(CatalogAccess access, string? location = null);

    /// <summary>Damages a catalog that no store has open, past the store.</summary>
    protected abstract void Plant(CatalogDamage damage);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [SkippableFact]
    public void EverythingComesBackAsItWasWritten()
    {
        for (int seed = 0; seed < RandomCases; seed++)
        {
            var random = new RandomStream((ulong)seed);
            using ICatalogStore store = Open(CatalogAccess.Create);
            store.Delete([.. store.Materials().Select(material => material.Id)]);
            var model = new ModelCatalog();
            CatalogEntry[] entries =
                [.. CatalogSamples.IdsInOrder.Select(id => CatalogSamples.Random(id, random))];
            random.Shuffle<CatalogEntry>(entries);
            store.Write(entries);
            Array.ForEach(entries, model.Write);

            Assert.Equal(model.Text(), CatalogText.Of(store));
            Assert.Empty(store.Verify());
            foreach (CatalogEntry entry in entries)
            {
                AssertHolds(store, entry);
            }
        }
    }

    [SkippableFact]
    public void WhatIsWrittenIsThereAfterReopening()
    {
        var random = new RandomStream(1);
        CatalogEntry[] entries =
            [.. CatalogSamples.IdsInOrder.Select(id => CatalogSamples.Random(id, random))];
        string[] text;
        using (ICatalogStore store = Open(CatalogAccess.Create))
        {
            store.Write(entries);
            text = CatalogText.Of(store);
        }

        foreach (CatalogAccess access in Enum.GetValues<CatalogAccess>())
        {
            using ICatalogStore store = Open(access);
            Assert.Equal(text, CatalogText.Of(store));
            Assert.Empty(store.Verify());
        }
    }

    [SkippableFact]
    public void MaterialsAreOrderedByTheBytesOfTheirIds()
    {
        string[] ids = [.. CatalogSamples.IdsInOrder];
        Assert.Equal(ids, ids.Order(IdOrder.Instance));
        new RandomStream(2).Shuffle<string>(ids);
        using ICatalogStore store = Open(CatalogAccess.Create);
        foreach (string id in ids)
        {
            CatalogEntry entry = CatalogSamples.Entry(id);
            store.Write(
            [
                entry with
                {
                    Failures =
                        [(CatalogSamples.Numbers, CatalogSamples.Failure(entry.Material))],
                },
            ]);
        }

        Assert.Equal(CatalogSamples.IdsInOrder, store.Materials().Select(m => m.Id));
        Assert.Equal(
            CatalogSamples.IdsInOrder,
            store.Failures(CatalogSamples.Numbers).Select(failure => failure.MaterialId));
    }

    [SkippableFact]
    public void AnEmptyCatalogHoldsNothing()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        Assert.Empty(store.Materials());
        Assert.Empty(store.Sets());
        Assert.Null(store.Find("x"));
        Assert.Empty(store.Documents("x"));
        Assert.Null(store.Vector(CatalogSamples.Numbers, "x"));
        Assert.Empty(store.Vectors(CatalogSamples.Numbers));
        Assert.Empty(store.Keys(CatalogSamples.Numbers));
        Assert.Empty(store.Failures(CatalogSamples.Numbers));
        Assert.Null(store.Failure(CatalogSamples.Numbers, "x"));
        Assert.Equal((0, 0, 0, 0), Counts(store));
        Assert.Empty(store.Verify());
        store.Write([]);
        store.Delete([]);
        store.Delete(["x"]);
        store.Compact();
        Assert.Empty(store.Verify());
    }

    [SkippableFact]
    public void CountsAreThoseOfWhatIsThere()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry failed = CatalogSamples.Entry("c");
        store.Write(
        [
            CatalogSamples.WithVector("a"),
            CatalogSamples.WithVector("b") with
            {
                Documents = [new CatalogDocument(DocumentKind.Bands, [1, 2, 3])],
            },
            failed with
            {
                Failures = [(CatalogSamples.Bits, CatalogSamples.Failure(failed.Material))],
            },
        ]);
        Assert.Equal((3, 1, 2, 1), Counts(store));
        Assert.True(store.Count().Bytes > 0);
        Assert.Equal(new SetCounts(2, 0), store.Count(CatalogSamples.Numbers));
        Assert.Equal(new SetCounts(0, 1), store.Count(CatalogSamples.Bits));
        Assert.Equal(new SetCounts(0, 0), store.Count(CatalogSamples.OtherNumbers));
        store.Delete(["a", "c"]);
        Assert.Equal(new SetCounts(1, 0), store.Count(CatalogSamples.Numbers));
        Assert.Equal(new SetCounts(0, 0), store.Count(CatalogSamples.Bits));
    }

    [SkippableFact]
    public void AnAbsentCatalogIsMadeOnlyWhereAsked()
    {
        foreach (CatalogAccess access in new[] { CatalogAccess.Read, CatalogAccess.Write })
        {
            CatalogException e = Assert.Throws<CatalogException>(() => Open(access));
            Assert.Equal(CatalogFault.Absent, e.Fault);
        }

        Open(CatalogAccess.Create).Dispose();
        Open(CatalogAccess.Write).Dispose();
        Open(CatalogAccess.Read).Dispose();
    }

    [SkippableFact]
    public void AStoreOpenedForReadingDoesNotWrite()
    {
        using (ICatalogStore store = Open(CatalogAccess.Create))
        {
            store.Write([CatalogSamples.WithVector("a")]);
        }

        using ICatalogStore reader = Open(CatalogAccess.Read);
        Assert.Throws<InvalidOperationException>(
            () => reader.Write([CatalogSamples.Entry("b")]));
        Assert.Throws<InvalidOperationException>(() => reader.Delete(["a"]));
        Assert.Throws<InvalidOperationException>(reader.Compact);
        Assert.Equal((1, 0, 1, 0), Counts(reader));
    }

    [SkippableFact]
    public void AStoreNamesItselfAndItsCatalog()
    {
        using ICatalogStore store = Open(CatalogAccess.Create);
        Assert.Matches("^[a-z]+$", store.Engine);
        Assert.NotEmpty(store.Location);
    }

    [SkippableFact]
    public void ACatalogKeepsTheIdThatItWasMadeWith()
    {
        string id;
        using (ICatalogStore store = Open(CatalogAccess.Create))
        {
            id = store.CatalogId;
            Assert.Matches("^[0-9a-f-]{32,36}$", id);
            store.Write([CatalogSamples.WithVector("a")]);
            store.Compact();
            Assert.Equal(id, store.CatalogId);
        }

        using ICatalogStore again = Open(CatalogAccess.Read);
        Assert.Equal(id, again.CatalogId);
    }

    [SkippableFact]
    public void ACatalogKnowsItsWritesAndNoOthers()
    {
        CatalogMark first, last;
        using (ICatalogStore store = Open(CatalogAccess.Create))
        {
            Assert.Null(store.LastMark());
            store.Write([CatalogSamples.Entry("x")]);
            Assert.Null(store.LastMark());
            store.Write([CatalogSamples.WithVector("a"), CatalogSamples.WithVector("b")]);
            first = store.LastMark()!;
            Assert.Equal(store.Keys(CatalogSamples.Numbers).Last(), first.LastKey);
            store.Write([CatalogSamples.WithVector("b"), CatalogSamples.WithVector("c")]);
            last = store.LastMark()!;
            Assert.Equal(store.Keys(CatalogSamples.Numbers).Last(), last.LastKey);
            Assert.NotEqual(first.Token, last.Token);
            store.Delete(["b", "c"]);
            store.Compact();
            Assert.Equal(last, store.LastMark());
            Assert.Empty(store.Verify());
        }

        using ICatalogStore again = Open(CatalogAccess.Read);
        Assert.Equal(last, again.LastMark());
        Assert.True(again.Knows(first) && again.Knows(last));
        Assert.False(again.Knows(last with { Token = first.Token }));
        Assert.False(again.Knows(last with { LastKey = last.LastKey + 1 }));
    }

    /// <summary>More than any one step of a store takes at once.</summary>
    [SkippableFact]
    public void ALargeBatchIsWrittenAndReadAsAStream()
    {
        FingerprintSet set = CatalogSamples.OfLanes(513);
        CatalogEntry[] batch =
        [
            .. Enumerable.Range(0, 3000).Select(i =>
            {
                CatalogEntry entry = CatalogSamples.Entry($"m{i:D5}");
                float[] lanes = new float[513];
                Array.Fill(lanes, i);
                return entry with
                {
                    Vectors = [(set, CatalogSamples.Vector(entry.Material, lanes))],
                };
            }),
        ];
        using ICatalogStore store = Open(CatalogAccess.Create);
        store.Write(batch);
        Assert.Equal(
            Enumerable.Range(0, 3000).Select(i => (float)i),
            store.Vectors(set).Select(vector => vector.Lanes[512]));
        Assert.Equal(
            store.Vectors(set).Select(vector => vector.Key), store.Keys(set));
    }

    /// <summary>Above the limits that engines put on a row.</summary>
    [SkippableFact]
    public void ALargeDocumentComesBack()
    {
        byte[] content = new byte[40 << 20];
        for (int i = 0; i < content.Length; i += 4096)
        {
            content[i] = (byte)(i / 4096);
        }

        content[^1] = 7;
        using ICatalogStore store = Open(CatalogAccess.Create);
        CatalogEntry entry = CatalogSamples.Entry("a") with
        {
            Documents = [new CatalogDocument(DocumentKind.Bands, content)],
        };
        store.Write([entry]);
        Assert.True(content.AsSpan().SequenceEqual(store.Documents("a").Single().Content));
        store.Write([entry]);
        Assert.Equal((1, 1, 0, 0), Counts(store));
        Assert.Empty(store.Verify());
    }

    private static (long, long, long, long) Counts(ICatalogStore store)
    {
        CatalogCounts counts = store.Count();
        return (counts.Materials, counts.Documents, counts.Vectors, counts.Failures);
    }

    private static void AssertHolds(ICatalogStore store, CatalogEntry entry)
    {
        string id = entry.Material.Id;
        Assert.Equal(CatalogText.Of(entry.Material), CatalogText.Of(store.Find(id)!));
        Assert.Equal(
            entry.Documents
                .OrderBy(document => document.Kind)
                .Select(document => CatalogText.Of(id, document)),
            store.Documents(id).Select(document => CatalogText.Of(id, document)));
        foreach (FingerprintSet set in CatalogSamples.Sets)
        {
            StoredVector? stored = store.Vector(set, id);
            ImmutableArray<StoredVector> expected =
            [
                .. entry.Vectors
                    .Where(pair => pair.Set.Identity == set.Identity)
                    .Select(pair => pair.Vector),
            ];
            Assert.Equal(
                expected.Select(vector => CatalogText.Of(set, vector)),
                stored is null ? [] : [CatalogText.Of(set, stored)]);
            StoredFailure[] failures =
            [
                .. entry.Failures
                    .Where(pair => pair.Set.Identity == set.Identity)
                    .Select(pair => pair.Failure),
            ];
            Assert.Equal(failures.SingleOrDefault(), store.Failure(set, id));
        }
    }
}
