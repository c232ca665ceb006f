namespace Similarity.Search.Graph;

public sealed partial class GraphIndex
{
    /// <exception cref="OperationCanceledException"/>
    public static GraphIndex Build(
        VectorCollection vectors,
        SearchMetric metric,
        GraphOptions? options = null,
        GraphWork? work = null)
    {
        if (!vectors.Space.Allows(metric))
        {
            throw new ArgumentException($"metric {metric} has no meaning for these vectors");
        }

        options ??= GraphOptions.Default;
        return Grow(
            vectors, metric, options, GraphState.Empty(options), null, work ?? GraphWork.Default);
    }

    /// <summary>An index of more rows: those of this one, and others after them.</summary>
    /// <param name="grown">Begins with the rows of this index.</param>
    /// <exception cref="OperationCanceledException"/>
    public GraphIndex Insert(VectorCollection grown, GraphWork? work = null)
    {
        if (grown.Count < Vectors.Count
            || CollectionHash.Of(grown, Vectors.Count)
                .AsSpan().SequenceCompareTo(CollectionHash.Of(Vectors, Vectors.Count)) != 0)
        {
            throw new ArgumentException(
                $"a collection of {grown.Count} rows that does not begin with the "
                + $"{Vectors.Count} rows of this index");
        }

        RowMask? stillAlive = alive is null ? null : new RowMask(grown.Count);
        for (int row = 0; row < stillAlive?.Count; row++)
        {
            stillAlive[row] = row >= Vectors.Count || alive![row];
        }

        return Grow(grown, Metric, options, graph, stillAlive, work ?? GraphWork.Default);
    }

    /// <summary>
    /// An index that does not find these rows. Walks still go through them, so that nothing else is
    /// lost and searches take as long as before, until <see cref="Compact"/>.
    /// </summary>
    public GraphIndex Delete(IEnumerable<long> keys)
    {
        var remaining = new RowMask(Vectors.Count);
        for (int row = 0; row < remaining.Count; row++)
        {
            remaining[row] = alive?[row] ?? true;
        }

        foreach (long key in keys)
        {
            int row = RowOf(key);
            if (row < 0)
            {
                throw new ArgumentException($"key {key} is not in this index");
            }

            remaining[row] = false;
        }

        return new GraphIndex(Vectors, Metric, options, graph, remaining);
    }

    /// <summary>
    /// An index of fewer rows. Faster than building one as long as most of them remain.
    /// </summary>
    /// <param name="remaining">Rows of this index, known by their keys, in the same order.</param>
    /// <exception cref="OperationCanceledException"/>
    public GraphIndex Compact(VectorCollection remaining, GraphWork? work = null)
    {
        var renumbering = Renumbering.By(Vectors, remaining);
        GraphState repaired = engine.Without(
            graph, graph.Twins.Standing(renumbering.Remaining), options,
            work ?? GraphWork.Default);
        RowMask? stillAlive = alive is null ? null : new RowMask(remaining.Count);
        for (int row = 0; row < stillAlive?.Count; row++)
        {
            stillAlive[row] = alive![renumbering.OldRow(row)];
        }

        return new GraphIndex(
            remaining, Metric, options, renumbering.Apply(repaired), stillAlive);
    }

    internal static GraphIndex Of(
        VectorCollection vectors,
        SearchMetric metric,
        GraphOptions options,
        GraphState graph,
        RowMask? alive) =>
        new(vectors, metric, options, graph, alive);

    private static GraphIndex Grow(
        VectorCollection vectors,
        SearchMetric metric,
        GraphOptions options,
        GraphState graph,
        RowMask? alive,
        GraphWork work)
    {
        float largest = metric == SearchMetric.Dot
            ? LargestSquare.Of(vectors, graph.Links.Count, graph.LargestSquare, work)
            : 0;
        GraphEngine engine = GraphEngine.Of(vectors, metric, largest);
        float[] sizes = engine.SizesOf(largest == graph.LargestSquare ? graph.Sizes : [], work);
        GraphState grown = engine.Insert(
            graph with { Sizes = sizes, LargestSquare = largest }, options, work);
        return new GraphIndex(vectors, metric, options, grown, alive);
    }

    private int RowOf(long key)
    {
        for (int i = 0; i < Vectors.Segments.Length; i++)
        {
            int found = Vectors.Segments[i].Keys.BinarySearch(key);
            if (found >= 0)
            {
                return Vectors.FirstRow(i) + found;
            }
        }

        return -1;
    }
}
