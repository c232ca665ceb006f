namespace Similarity.Catalog;

/// <summary>What a catalog is opened for.</summary>
public enum CatalogAccess
{
    /// <summary>It must exist.</summary>
    Read,

    /// <summary>It must exist; no other process may write to it meanwhile.</summary>
    Write,

    /// <summary>As <see cref="Write"/>, and made where there is none.</summary>
    Create,
}

/// <summary>A kind of store, and the locations that it opens.</summary>
/// <param name="Name">"sqlite", "litedb", "postgres".</param>
/// <param name="Recognises">Whether a location is for this engine.</param>
/// <param name="Open">
/// Throws a <see cref="CatalogException"/> for what it cannot open as asked.
/// </param>
public sealed record CatalogEngine(
    string Name,
    Func<string, bool> Recognises,
    Func<string, CatalogAccess, ICatalogStore> Open);
