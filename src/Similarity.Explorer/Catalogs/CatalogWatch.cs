using System.Diagnostics;
using Similarity.Catalog;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// The view of the catalog as it is now, read again after another process wrote to it. Whether one
/// did is looked at once a second, of a server every five.
/// </summary>
internal sealed class CatalogWatch(ExplorerOptions options, StorePool stores) : IDisposable
{
    private static readonly TimeSpan OfFiles = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OfServers = TimeSpan.FromSeconds(5);

    private readonly Lock reading = new();
    private readonly bool isServer =
        options.Database.Contains("://", StringComparison.Ordinal);

    private volatile CatalogView? view;
    private volatile VectorRooms? vectors;
    private long lookedAt;

    /// <exception cref="CatalogException"/>
    public CatalogView Current()
    {
        CatalogView? known = view;
        if (known is not null && Stopwatch.GetElapsedTime(Interlocked.Read(ref lookedAt))
            < (isServer ? OfServers : OfFiles))
        {
            return known;
        }

        lock (reading)
        {
            if (view is null || IsOutdated(view))
            {
                FileStamp stamp = Stamp();
                Take(stores.Use(store => CatalogView.Read(store, stamp)));
            }

            Interlocked.Exchange(ref lookedAt, Stopwatch.GetTimestamp());
            return view!;
        }
    }

    /// <summary>The vectors of the view of the moment.</summary>
    public VectorRooms Vectors()
    {
        Current();
        return vectors!;
    }

    /// <summary>After a write of our own.</summary>
    public void LookAgain() => Interlocked.Exchange(ref lookedAt, 0);

    public void Dispose() => vectors?.Dispose();

    private void Take(CatalogView read)
    {
        VectorRooms? old = vectors;
        vectors = new VectorRooms(read, stores, options.Threads);
        view = read;
        old?.Dispose();
    }

    private bool IsOutdated(CatalogView known) => isServer
        ? stores.Use(store => CatalogVersion.Of(store, default)) != known.Version
        : Stamp() != known.Version.Stamp;

    private FileStamp Stamp() => isServer ? default : FileStamp.Of(options.Database);
}
