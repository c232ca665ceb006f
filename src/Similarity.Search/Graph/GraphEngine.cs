using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// What an index does with a graph, for the distance of its metric: one virtual call per query or
/// per batch, none per pair of vectors.
/// </summary>
internal abstract class GraphEngine
{
    internal static GraphEngine Of(
        VectorCollection vectors, SearchMetric metric, float largestSquare)
    {
        VectorSpace space = vectors.Space;
        int stride = RowTable.StrideOf(space);
        return metric switch
        {
            SearchMetric.Euclidean => Create(new EuclideanDistance(stride)),
            SearchMetric.Cosine => Create(new CosineDistance(stride)),
            SearchMetric.Dot => Create(new DotDistance(stride, largestSquare)),
            SearchMetric.Tanimoto when space.Encoding == VectorEncoding.Bits =>
                Create(new BitTanimotoDistance(space.Lanes)),
            SearchMetric.Tanimoto => Create(new TanimotoDistance(stride)),
            _ => Create(new EarthMoverDistance(space)),
        };

        GraphEngine Create<TDistance>(TDistance distance)
            where TDistance : struct, IGraphDistance =>
            new GraphEngine<TDistance>(vectors, distance);
    }

    /// <summary>The sizes of all rows; those of the first rows are taken over.</summary>
    internal abstract float[] SizesOf(float[] known, GraphWork work);

    /// <summary>Leaves the nearest rows in the pool of the walk.</summary>
    /// <param name="allowed">A bit per row that may be found; empty for all.</param>
    internal abstract void Search(
        Walk walk,
        GraphState graph,
        ReadOnlySpan<float> query,
        int effort,
        ReadOnlySpan<ulong> allowed);

    /// <summary>A graph over all rows from one over the first of them.</summary>
    internal abstract GraphState Insert(GraphState graph, GraphOptions options, GraphWork work);

    /// <summary>
    /// A graph in which no link leads to or from the rows that have gone; each row that linked to
    /// one of them chooses anew among its links and theirs.
    /// </summary>
    /// <param name="remaining">Of the rows that are in the graph.</param>
    internal abstract GraphState Without(
        GraphState graph, RowMask remaining, GraphOptions options, GraphWork work);
}
