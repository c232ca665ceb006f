namespace Similarity.Search.Graph.Distances;

/// <summary>
/// A distance for walking and pruning a graph: the smaller the nearer, in the order of the metric
/// up to the rounding of single precision. Values that a search reports come from
/// <see cref="MetricValue"/> instead.
/// </summary>
internal unsafe interface IGraphDistance
{
    /// <summary>
    /// True where <see cref="Between"/> is the square of a distance that obeys the triangle
    /// inequality, false where it is that distance itself.
    /// </summary>
    bool IsSquared { get; }

    /// <summary>
    /// Whether <see cref="SizeOf"/> says anything, so that sizes are worth keeping.
    /// </summary>
    bool UsesSizes { get; }

    /// <summary>The number per vector that <see cref="Between"/> wants beside it.</summary>
    float SizeOf(float* vector);

    /// <summary>
    /// As <see cref="SizeOf"/>, of a vector that is searched for, not in the graph.
    /// </summary>
    float SizeOfQuery(float* vector);

    float Between(float* a, float sizeA, float* b, float sizeB);
}
