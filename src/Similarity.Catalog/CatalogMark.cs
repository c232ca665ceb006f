namespace Similarity.Catalog;

/// <summary>
/// A write that gave keys, told from every other write to this catalog or to a copy of it. A
/// catalog that knows a mark has given no key up to its last one to another vector since; one that
/// was put back from a copy does not know the marks that came after the copy.
/// </summary>
/// <param name="LastKey">The last key that it gave.</param>
/// <param name="Token">Random.</param>
public sealed record CatalogMark(long LastKey, string Token)
{
    /// <summary>A token that was never given before.</summary>
    public static string NewToken() => Guid.NewGuid().ToString("N");
}
