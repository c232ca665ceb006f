namespace Similarity.Catalog.Tests;

/// <summary>
/// What befalls a catalog past its store. It holds the material "a" with a structure and a vector
/// in <see cref="CatalogSamples.Numbers"/>.
/// </summary>
public enum CatalogDamage
{
    /// <summary>A lane of the vector becomes another number.</summary>
    Lane,

    /// <summary>The vector becomes 4 bytes shorter.</summary>
    LaneCount,

    /// <summary>The formula of the material becomes another one.</summary>
    Formula,

    /// <summary>The properties of the material are no longer those that were written.</summary>
    Properties,

    /// <summary>The structure becomes another one.</summary>
    Document,

    /// <summary>The material is gone, but not its vector.</summary>
    Orphan,
}
