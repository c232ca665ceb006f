namespace Similarity.Search.Graph.Distances;

/// <summary>
/// The largest products as the smallest distances: with the coordinate √(m² − |x|²) added to each
/// vector of the collection, m² no less than any |x|², and 0 to each query, the squared distance of
/// query and vector is |q|² + m² − 2 q·x (Bachrach et al., doi:10.1145/2645710.2645741). Here half
/// of what is left of it without |q|² − m², which no comparison needs. The size of a vector is the
/// coordinate added.
/// </summary>
internal readonly unsafe struct DotDistance(int stride, float largestSquare) : IGraphDistance
{
    public bool IsSquared => true;

    public bool UsesSizes => true;

    public float SizeOf(float* vector) => MathF.Sqrt(
        MathF.Max(0, largestSquare - PaddedSums.Product(vector, vector, stride)));

    public float SizeOfQuery(float* vector) => 0;

    public float Between(float* a, float sizeA, float* b, float sizeB) =>
        largestSquare - PaddedSums.Product(a, b, stride) - sizeA * sizeB;
}
