namespace Similarity.Search.Graph.Distances;

/// <summary>|a − b|².</summary>
internal readonly unsafe struct EuclideanDistance(int stride) : IGraphDistance
{
    public bool IsSquared => true;

    public bool UsesSizes => false;

    public float SizeOf(float* vector) => 0;

    public float SizeOfQuery(float* vector) => 0;

    public float Between(float* a, float sizeA, float* b, float sizeB) =>
        PaddedSums.SquaredDifference(a, b, stride);
}
