namespace Similarity.Catalog.Import;

/// <summary>What a file with one material is called by.</summary>
public enum IdBy
{
    /// <summary>Its name; its path where files of many calculations have the same name.</summary>
    Name,

    /// <summary>Its path, as it was given.</summary>
    Path,
}
