namespace Similarity.Search.Graph.Distances;

/// <summary>
/// 1 − a·b / (|a|² + |b|² − a·b), 1 where both are zero; the size of a vector is |a|².
/// </summary>
internal readonly unsafe struct TanimotoDistance(int stride) : IGraphDistance
{
    public bool IsSquared => false;

    public bool UsesSizes => true;

    public float SizeOf(float* vector) => PaddedSums.Product(vector, vector, stride);

    public float SizeOfQuery(float* vector) => SizeOf(vector);

    public float Between(float* a, float sizeA, float* b, float sizeB)
    {
        float product = PaddedSums.Product(a, b, stride);
        float union = sizeA + sizeB - product;
        return union == 0 ? 1 : 1 - product / union;
    }
}
