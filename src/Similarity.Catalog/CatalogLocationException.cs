namespace Similarity.Catalog;

/// <summary>A location that no engine of this program opens.</summary>
/// <param name="isKnown">Whether it is for an engine that is not built in.</param>
public sealed class CatalogLocationException(string message, bool isKnown) : Exception(message)
{
    /// <summary>Whether there is such an engine, in other builds of the program.</summary>
    public bool IsKnown { get; } = isKnown;
}
