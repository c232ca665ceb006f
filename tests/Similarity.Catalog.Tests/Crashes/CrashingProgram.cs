using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Import;
using Similarity.Catalog.Vectors;
using Similarity.Search;
using Similarity.Search.Graph;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// The test assembly as a program, which tests start to end it in all ways. It imports
/// <see cref="CrashItems"/> in small batches and says which are written; or it opens the vectors of
/// a catalog for search and says what it found.
/// </summary>
internal static class CrashingProgram
{
    public const int BatchSize = 5;

    /// <summary>Precedes each material of a batch that is written.</summary>
    public const string Acknowledged = "written ";

    /// <summary>Ends the line of a batch: a process may be killed in the midst of it.</summary>
    public const string EndOfBatch = " .";

    public static int Main(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["import", string location]:
                    using (ICatalogStore store = Open(location, CatalogAccess.Create))
                    {
                        Import(store, Acknowledge);
                    }

                    break;
                case ["search", string location]:
                    using (ICatalogStore store = Open(location, CatalogAccess.Read))
                    {
                        Console.WriteLine(string.Join(' ', Search(store, location + ".vectors")));
                    }

                    break;
                default:
                    Console.Error.WriteLine("expected import or search, and a catalog");
                    return 2;
            }

            Console.WriteLine("done");
            return 0;
        }
        catch (CatalogException e)
        {
            Console.WriteLine($"{e.Fault}: {e.Message}");
            return 1;
        }
    }

    public static ICatalogStore Open(string location, CatalogAccess access) => CatalogStores.Open(
        location,
        access,
        [
            CatalogStores.Sqlite,
#if HAS_LITEDB
            Similarity.Catalog.LiteDb.LiteDbAdapter.Engine,
#endif
        ]);

    /// <summary>All of the import, or what is left to do of it.</summary>
    public static void Import(
        ICatalogStore store, Action<IReadOnlyList<CatalogEntry>>? written = null)
    {
        var acknowledging = new AcknowledgingStore(store, written ?? (_ => { }));
        Run(CrashItems.First.Where(item => !IsChanged(store, item)));
        Run(CrashItems.Changed);

        void Run(IEnumerable<ImportItem> items) => new CatalogImport(
            acknowledging,
            CrashItems.Kinds,
            new ImportOptions
            {
                Threads = 1,
                BatchSize = BatchSize,

                // Tests know how many batches there are, however slow the machine is.
                BatchTime = TimeSpan.FromHours(1),
            })
            .Run(items, CrashItems.Count, () => { });
    }

    /// <summary>The nearest of each material, by an exact index and by a graph.</summary>
    public static IEnumerable<string> Search(ICatalogStore store, string? folder)
    {
        FingerprintSet set = store.Sets().First(set => set.Kind == "spectral");
        var vectors = CatalogVectors.Open(store, set, folder);
        string file = folder is null
            ? Path.GetTempFileName()
            : CatalogGraph.FileOf(folder, set, SearchMetric.Euclidean);
        GraphIndex graph = CatalogGraph.Open(
            vectors, SearchMetric.Euclidean, file, new GraphWork { Threads = 1 });
        using var search = new NeighbourSearch(store, vectors, graph, isExact: false);
        var found = new List<string>();
        foreach (Material material in store.Materials())
        {
            if (store.Vector(set, material.Id) is { } vector)
            {
                ImmutableArray<CatalogHit> hits = search.Nearest(
                    vector.Lanes,
                    new SearchOptions { Count = 3, Threads = 1, Effort = CrashItems.Count },
                    except: material.Id);
                found.Add(string.Join(',', hits.Select(hit => string.Create(
                    CultureInfo.InvariantCulture, $"{hit.Id}={hit.Value:R}"))));
            }
        }

        if (folder is null)
        {
            File.Delete(file);
        }

        return found;
    }

    /// <summary>Whether the second part of the import has come to a material already.</summary>
    private static bool IsChanged(ICatalogStore store, ImportItem item) =>
        store.Find(item.Id) is { } material
        && material.InputHash != InputHash.Of(item.Subject!);

    private static void Acknowledge(IReadOnlyList<CatalogEntry> batch) => Console.WriteLine(
        Acknowledged + string.Join(' ', batch.Select(entry =>
            $"{entry.Material.Id}:{entry.Material.InputHash}:{entry.Vectors.Length}"))
        + EndOfBatch);
}
