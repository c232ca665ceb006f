namespace Similarity.Learning.Embeddings;

/// <summary>How vectors become points of a map.</summary>
public enum EmbeddingMethod
{
    /// <summary>
    /// The two directions of largest variance: linear, quick, true to large distances.
    /// </summary>
    PrincipalComponents,

    /// <summary>Neighbours stay neighbours, groups stand apart: <see cref="Embeddings.Umap"/>.
    /// </summary>
    Umap,

    /// <summary>The same of small neighbourhoods: <see cref="Embeddings.Tsne"/>.</summary>
    Tsne,
}
