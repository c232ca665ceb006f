using System.Collections.Concurrent;
using Similarity.Catalog;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// Stores of a catalog that are open for reading; one serves one request at a time.
/// </summary>
internal sealed class StorePool(ExplorerOptions options) : IDisposable
{
    private const int MostIdle = 16;

    private readonly ConcurrentBag<ICatalogStore> idle = [];

    /// <summary>Runs work on a store of its own.</summary>
    /// <exception cref="CatalogException"/>
    public T Use<T>(Func<ICatalogStore, T> work)
    {
        ICatalogStore store = idle.TryTake(out ICatalogStore? open)
            ? open
            : CatalogStores.Open(options.Database, CatalogAccess.Read, options.Engines);
        bool isSound = false;
        try
        {
            T result = work(store);
            isSound = true;
            return result;
        }
        finally
        {
            // One that failed may be at odds with its file or have lost its connection.
            if (isSound && idle.Count < MostIdle)
            {
                idle.Add(store);
            }
            else
            {
                store.Dispose();
            }
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out ICatalogStore? store))
        {
            store.Dispose();
        }
    }
}
