using Similarity.Catalog.Codecs;
using Similarity.Catalog.Operations;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>What must be true of a catalog whose importer ended in any way.</summary>
internal sealed class CrashedCatalog : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string extension;
    private readonly Dictionary<string, byte[]> expected;
    private int count;

    /// <param name="extension">Of the file, which says the engine.</param>
    public CrashedCatalog(string extension)
    {
        this.extension = extension;
        string location = NewLocation();
        using ICatalogStore store = CrashingProgram.Open(location, CatalogAccess.Create);
        CrashingProgram.Import(store, _ => Batches++);
        Assert.Equal(CrashItems.Count, store.Count().Materials);
        Assert.True(store.Count().Failures > 0, "no failure is recorded");
        Assert.Empty(store.Verify());
        expected = Export(store);
        Assert.True(expected.ContainsKey("set-002.npy"), "there are two sets");
    }

    /// <summary>How many batches the whole import takes.</summary>
    public int Batches { get; private set; }

    public string FolderOf(string location) => Path.GetDirectoryName(location)!;

    /// <summary>A place where no catalog is yet, in a folder of its own.</summary>
    public string NewLocation()
    {
        string own = folder.At((++count).ToString(
            "D4", System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(own);
        return Path.Combine(own, "catalog" + extension);
    }

    /// <summary>
    /// The catalog opens, nothing is wrong with it, all that was acknowledged is there, and the
    /// rest of the import makes it the same as if nothing had happened.
    /// </summary>
    public void Check(string location, ProcessEnd end)
    {
        (string Id, string InputHash, int Vectors)[][] batches = [.. end.Batches];
        try
        {
            using ICatalogStore reader = CrashingProgram.Open(location, CatalogAccess.Read);
            Assert.Empty(reader.Verify());
            CheckAcknowledged(reader, batches);
        }
        catch (CatalogException e) when (e.Fault == CatalogFault.Absent)
        {
            Assert.True(batches.Length == 0, $"{batches.Length} batches, and then: {e.Message}");
        }

        using ICatalogStore store = CrashingProgram.Open(location, CatalogAccess.Create);
        CheckAcknowledged(store, batches);
        CrashingProgram.Import(store);
        Assert.Empty(store.Verify());
        Dictionary<string, byte[]> export = Export(store);
        Assert.Equal(expected.Keys.Order(), export.Keys.Order());
        foreach ((string name, byte[] bytes) in expected)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(export[name]), $"{name} differs");
        }
    }

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Every material is as its last batch left it, or as the import would have left it next.
    /// </summary>
    private static void CheckAcknowledged(
        ICatalogStore store, (string Id, string InputHash, int Vectors)[][] batches)
    {
        IReadOnlyList<FingerprintSet> sets = store.Sets();
        var changed = CrashItems.Changed.ToDictionary(
            item => item.Id, item => InputHash.Of(item.Subject!), StringComparer.Ordinal);
        foreach (var entries in batches.SelectMany(batch => batch)
            .GroupBy(entry => entry.Id, StringComparer.Ordinal))
        {
            (string id, string hash, _) = entries.Last();
            Material? material = store.Find(id);
            Assert.True(material is not null, $"{id} was acknowledged and is lost");
            if (material.InputHash != hash)
            {
                Assert.Equal(changed.GetValueOrDefault(id), material.InputHash);
                continue;
            }

            int vectors = entries.Where(entry => entry.InputHash == hash)
                .Max(entry => entry.Vectors);
            int found = sets.Count(set => store.Vector(set, id)?.InputHash == hash);
            Assert.True(found >= vectors, $"{id}: {found} vectors; {vectors} were acknowledged");
        }
    }

    private Dictionary<string, byte[]> Export(ICatalogStore store)
    {
        string target = Path.Combine(FolderOf(store.Location), "export");
        CatalogExport.Write(store, target);
        return Directory.EnumerateFiles(target).ToDictionary(
            file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
    }
}
