namespace Similarity.Search.Graph.Distances;

/// <summary>
/// 1 − a·b / (|a| |b|), half the square of the distance of the unit vectors; the size of a vector
/// is 1 / |a|, and 0 where a is zero.
/// </summary>
internal readonly unsafe struct CosineDistance(int stride) : IGraphDistance
{
    public bool IsSquared => true;

    public bool UsesSizes => true;

    public float SizeOf(float* vector)
    {
        float square = PaddedSums.Product(vector, vector, stride);
        return square == 0 ? 0 : 1 / MathF.Sqrt(square);
    }

    public float SizeOfQuery(float* vector) => SizeOf(vector);

    public float Between(float* a, float sizeA, float* b, float sizeB) =>
        1 - PaddedSums.Product(a, b, stride) * sizeA * sizeB;
}
