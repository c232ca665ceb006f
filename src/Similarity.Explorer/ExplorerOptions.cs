using System.Net;
using Similarity.Catalog;

namespace Similarity.Explorer;

/// <summary>What an explorer shows, and to whom.</summary>
/// <param name="Database">The location of the catalog.</param>
/// <param name="Engines">That may open it.</param>
public sealed record ExplorerOptions(string Database, IReadOnlyList<CatalogEngine> Engines)
{
    /// <summary>0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>Any but a loopback address needs a token.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// What those who come from elsewhere must know; null where it is bound to a loopback address
    /// and the machine is trusted.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Whether the page may add materials to the catalog.</summary>
    public bool AllowImport { get; init; }

    /// <summary>For all computations together.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The folder of shipped models; null where there is none.</summary>
    public string? Models { get; init; }

    /// <summary>A forest for screening in place of the shipped one.</summary>
    public string? ScreeningModel { get; init; }

    /// <summary>
    /// A folder to serve the page from in place of what the program carries, for those who work on
    /// it.
    /// </summary>
    public string? Pages { get; init; }

    /// <summary>The most bytes of an upload.</summary>
    public long UploadBytes { get; init; } = 64L << 20;

    /// <summary>Told of faults of the program; nothing of them goes to the browser.</summary>
    public Action<string> Report { get; init; } = _ => { };
}
