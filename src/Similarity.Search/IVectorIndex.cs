namespace Similarity.Search;

/// <summary>
/// Finds the nearest vectors of a collection: exactly, by a graph, on a device. Called with a
/// batch of queries, never per vector.
/// </summary>
public interface IVectorIndex : IDisposable
{
    /// <summary>
    /// Where and how it searches, for people: "cpu, 2 threads", "graph", a device.
    /// </summary>
    string Description { get; }

    SearchMetric Metric { get; }

    VectorCollection Vectors { get; }

    /// <summary>
    /// For each query its nearest vectors, the nearest first, equally near ones by id. Fewer than
    /// asked for where the collection, or what is allowed of it, has no more.
    /// </summary>
    /// <param name="queries">One after the other, each of the lanes of the space.</param>
    /// <exception cref="OperationCanceledException"/>
    Neighbour[][] Search(ReadOnlySpan<float> queries, SearchOptions options);
}

/// <param name="Row">In the collection.</param>
/// <param name="Value">Of the metric: a distance or a similarity.</param>
public readonly record struct Neighbour(int Row, double Value);
