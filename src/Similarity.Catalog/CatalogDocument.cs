using System.Security.Cryptography;

namespace Similarity.Catalog;

/// <summary>What a document of a material holds.</summary>
public enum DocumentKind
{
    /// <summary>A structure, as a line of JSON.</summary>
    Structure,

    /// <summary>Imported bands.</summary>
    Bands,

    /// <summary>An imported density of states.</summary>
    Dos,
}

/// <summary>A structure, bands or a density of states of a material, encoded.</summary>
/// <param name="Content">The bytes, in the form of the kind; never changed.</param>
public sealed record CatalogDocument(DocumentKind Kind, byte[] Content)
{
    /// <summary>SHA-256 of the content.</summary>
    public byte[] Hash { get; } = SHA256.HashData(Content);
}
