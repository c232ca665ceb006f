using Similarity.Catalog.Import;
using Similarity.Catalog.Jobs;
using Similarity.Catalog.Operations;
using Similarity.Catalog.Sqlite;

namespace Similarity.Catalog.Tests.Jobs;

public sealed class ShardMergeTest : IDisposable
{
    private const int Count = 3;

    private readonly TemporaryFolder temporary = new();

    private ShardFolder Folder => new(temporary.At(""));

    public void Dispose() => temporary.Dispose();

    /// <summary>Also of a shard without a single vector.</summary>
    [Fact]
    public void FailuresComeWithTheirMaterials()
    {
        Material good = CatalogSamples.Material("good"), bad = CatalogSamples.Material("bad");
        Build(0, [Entry(good)]);
        Build(
            1,
            [
                new CatalogEntry(bad)
                {
                    Failures = [(CatalogSamples.Numbers, CatalogSamples.Failure(bad, "why"))],
                },
            ],
            new ImportFailure("bad", "kinetic", "why"));
        Build(2, []);

        using ICatalogStore target = Open("target.db");
        CopyCounts first = Merge(target);
        Assert.Equal(new CopyCounts(2, 0), first);
        StoredFailure failure = Assert.Single(target.Failures(CatalogSamples.Numbers));
        Assert.Equal(
            new StoredFailure("bad", "why", bad.InputHash, bad.ProgramVersion), failure);
        Assert.Empty(target.Verify());

        Assert.Equal(new CopyCounts(0, 2), Merge(target));
        Assert.Equal(failure, Assert.Single(target.Failures(CatalogSamples.Numbers)));
        Assert.Equal(2, target.Count().Materials);
    }

    [Fact]
    public void WhatWasMissingIsAddedLater()
    {
        for (int shard = 0; shard < Count; shard++)
        {
            Build(shard, [Entry(CatalogSamples.Material($"m{shard}"))]);
        }

        ShardMarker late = Folder.StateOf(new Shard(1, Count)).Marker!;
        Folder.Unmark(late.Shard);
        using ICatalogStore target = Open("target.db");
        Assert.Equal(new CopyCounts(2, 0), Merge(target));
        Assert.Null(target.Find("m1"));

        Folder.Mark(late);
        Assert.Equal(new CopyCounts(1, 2), Merge(target));
        Assert.Equal(
            ["m0", "m1", "m2"], target.Materials().Select(material => material.Id));
    }

    [Fact]
    public void AShardThatChangedSinceItWasDoneIsRefused()
    {
        Build(0, [Entry(CatalogSamples.Material("a"))]);
        using (ICatalogStore store = Open("0-of-3.db"))
        {
            store.Write([Entry(CatalogSamples.Material("b"))]);
        }

        using ICatalogStore target = Open("target.db");
        CatalogException refusal = Assert.Throws<CatalogException>(() => Merge(target));
        Assert.Equal(CatalogFault.Invalid, refusal.Fault);
        Assert.Contains("2 materials", refusal.Message);
    }

    private static CatalogEntry Entry(Material material) => new(material)
    {
        Vectors =
        [
            (CatalogSamples.Numbers,
                CatalogSamples.Vector(material, 1, 2, 3, 4, 5, 6, 7, 8)),
        ],
    };

    private ICatalogStore Open(string name) =>
        SqliteCatalogStore.Open(temporary.At(name), CatalogAccess.Create);

    private CopyCounts Merge(ICatalogStore target) => new ShardMerge(
        Folder, file => SqliteCatalogStore.Open(file, CatalogAccess.Read))
        .Run(Folder.States(Count), target);

    private void Build(int index, CatalogEntry[] entries, params ImportFailure[] failed)
    {
        var shard = new Shard(index, Count);
        using ICatalogStore store = Open($"{shard.Name}.db");
        store.Write(entries);
        Folder.Mark(new ShardMarker(
            shard,
            new ShardPlan([CatalogSamples.Numbers.Identity], []),
            "1.2.3",
            entries.Length,
            [.. failed]));
    }
}
