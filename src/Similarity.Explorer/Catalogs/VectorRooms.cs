using System.Collections.Concurrent;
using Similarity.Catalog.Vectors;

namespace Similarity.Explorer.Catalogs;

/// <summary>The vectors of a view, a room for each set, opened when first asked for.</summary>
internal sealed class VectorRooms(CatalogView view, StorePool stores, int threads) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<VectorRoom>> rooms = [];
    private readonly Lock closing = new();
    private bool isClosed;

    public CatalogView View => view;

    public int Threads => threads;

    /// <summary>Works with the vectors of a set, which stay open meanwhile.</summary>
    public T Use<T>(NamedSet set, Func<VectorRoom, T> work)
    {
        VectorRoom room = Hold(set, out bool isOurs);
        try
        {
            return work(room);
        }
        finally
        {
            room.Release();
            if (isOurs)
            {
                room.Release();
            }
        }
    }

    public void Dispose()
    {
        lock (closing)
        {
            isClosed = true;
        }

        foreach (Lazy<VectorRoom> room in rooms.Values)
        {
            if (room.IsValueCreated)
            {
                room.Value.Release();
            }
        }
    }

    /// <param name="isOurs">
    /// Whether nobody else lets go of it: the view was replaced between its choice and this.
    /// </param>
    private VectorRoom Hold(NamedSet set, out bool isOurs)
    {
        lock (closing)
        {
            isOurs = isClosed;
            if (!isClosed)
            {
                VectorRoom room = rooms
                    .GetOrAdd(set.Set.Identity, _ => new Lazy<VectorRoom>(() => Open(set))).Value;
                room.TryHold();
                return room;
            }
        }

        VectorRoom own = Open(set);
        own.TryHold();
        return own;
    }

    private VectorRoom Open(NamedSet set) => stores.Use(store =>
    {
        string? folder = DerivedFolder.Of(store);
        return new VectorRoom(view, CatalogVectors.Open(store, set.Set, folder), folder);
    });
}
