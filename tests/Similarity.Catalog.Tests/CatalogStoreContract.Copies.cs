using Similarity.Catalog.Operations;
using Similarity.Catalog.Sqlite;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests;

public abstract partial class CatalogStoreContract
{
    /// <summary>Into SQLite and back: nothing is lost, and files of exports are the same.</summary>
    [SkippableFact]
    public void ACopyToAnotherEngineAndBackExportsTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        CatalogEntry[] entries = RandomEntries(6);
        string[] text;
        using (ICatalogStore store = Open(CatalogAccess.Create))
        {
            store.Write(entries);
            text = CatalogText.Of(store);
            CatalogExport.Write(store, folder.At("first"));
            using ICatalogStore other =
                SqliteCatalogStore.Open(folder.At("other.db"), CatalogAccess.Create);
            Assert.Equal(
                new CopyCounts(entries.Length, 0), CatalogCopy.Copy(store, other, batchSize: 3));
            Assert.Equal(text, CatalogText.Of(other));
            Assert.Empty(other.Verify());
            Assert.Equal(new CopyCounts(0, entries.Length), CatalogCopy.Copy(store, other));
            CatalogExport.Write(other, folder.At("second"));
            store.Delete([.. entries.Select(entry => entry.Material.Id)]);
            Assert.Equal(
                new CopyCounts(entries.Length, 0), CatalogCopy.Copy(other, store, batchSize: 7));
        }

        using ICatalogStore back = Open(CatalogAccess.Read);
        Assert.Equal(text, CatalogText.Of(back));
        Assert.Empty(back.Verify());
        CatalogExport.Write(back, folder.At("third"));
        AssertSameFiles(folder.At("first"), folder.At("second"));
        AssertSameFiles(folder.At("first"), folder.At("third"));
    }

    [SkippableFact]
    public void AnInterruptedCopyGoesOnWhereItIsRepeated()
    {
        using var folder = new TemporaryFolder();
        CatalogEntry[] entries =
        [
            .. Enumerable.Range(0, 30).Select(i => CatalogSamples.WithVector($"m{i:D2}", i)),
        ];
        using ICatalogStore source =
            SqliteCatalogStore.Open(folder.At("source.db"), CatalogAccess.Create);
        source.Write(entries);
        using ICatalogStore target = Open(CatalogAccess.Create);
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CatalogCopy.Copy(
            source, target, batchSize: 10, _ => cancellation.Cancel(),
            cancellation: cancellation.Token));
        Assert.Equal(10, target.Count().Materials);
        Assert.Empty(target.Verify());
        long[] keys = [.. target.Keys(CatalogSamples.Numbers)];
        Assert.Equal(new CopyCounts(20, 10), CatalogCopy.Copy(source, target, batchSize: 10));
        Assert.Equal(keys, target.Keys(CatalogSamples.Numbers).Take(10));
        Assert.Equal(new CopyCounts(0, 30), CatalogCopy.Copy(source, target));
        Assert.Equal(CatalogText.Of(source), CatalogText.Of(target));
    }

    /// <summary>Only where the caller wants to know, and only what is of another input.</summary>
    [SkippableFact]
    public void ACopyMayLeaveWhatTheTargetHasOfAnotherInput()
    {
        using var folder = new TemporaryFolder();
        using ICatalogStore source =
            SqliteCatalogStore.Open(folder.At("source.db"), CatalogAccess.Create);
        source.Write(
        [
            CatalogSamples.WithVector("a", 1, content: 1), CatalogSamples.WithVector("b", 2),
            CatalogSamples.WithVector("c", 3),
        ]);
        using ICatalogStore target = Open(CatalogAccess.Create);
        target.Write([CatalogSamples.WithVector("a", 7), CatalogSamples.WithVector("b", 8)]);
        var kept = new List<string>();
        Assert.Equal(new CopyCounts(2, 0), CatalogCopy.Copy(source, target, kept: kept.Add));
        Assert.Equal(["a"], kept);
        Assert.Equal(
            [7f, 2f, 3f],
            new[] { "a", "b", "c" }
                .Select(id => target.Vector(CatalogSamples.Numbers, id)!.Lanes[0]));
        Assert.Equal(new CopyCounts(1, 2), CatalogCopy.Copy(source, target));
        Assert.Equal(CatalogText.Of(source), CatalogText.Of(target));
    }

    private static CatalogEntry[] RandomEntries(ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. CatalogSamples.IdsInOrder.Select(id => CatalogSamples.Random(id, random))];
    }

    private static void AssertSameFiles(string one, string other)
    {
        string[] names = [.. Names(one)];
        Assert.Contains("set-003.npy", names);
        Assert.Equal(names, Names(other));
        foreach (string name in names)
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(one, name)).AsSpan()
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(other, name))),
                name);
        }

        static IEnumerable<string> Names(string folder) => Directory
            .EnumerateFiles(folder)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);
    }
}
