using System.Runtime.InteropServices;
using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

internal sealed unsafe class GraphEngine<TDistance>(VectorCollection vectors, TDistance distance)
    : GraphEngine
    where TDistance : struct, IGraphDistance
{
    private const nuint Alignment = 64;

    private readonly RowTable table = new(vectors);

    internal override float[] SizesOf(float[] known, GraphWork work)
    {
        if (!distance.UsesSizes)
        {
            return [];
        }

        var sizes = new float[vectors.Count];
        known.CopyTo(sizes, 0);
        Parallel.For(
            known.Length, sizes.Length, work.Parallel,
            row => sizes[row] = distance.SizeOf(table.Row(row)));
        return sizes;
    }

    internal override void Search(
        Walk walk,
        GraphState graph,
        ReadOnlySpan<float> query,
        int effort,
        ReadOnlySpan<ulong> allowed)
    {
        nuint bytes = (nuint)table.Stride * sizeof(float);
        float* padded = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        try
        {
            NativeMemory.Clear(padded, bytes);
            query.CopyTo(new Span<float>(padded, query.Length));
            walk.Search(
                distance,
                new GraphRows(table, graph.Sizes),
                graph.Links,
                graph.Entry,
                padded,
                distance.SizeOfQuery(padded),
                effort,
                allowed);
        }
        finally
        {
            NativeMemory.AlignedFree(padded);
        }
    }

    internal override GraphState Insert(
        GraphState graph, GraphOptions options, GraphWork work) =>
        new Insertion<TDistance>(vectors, table, distance, graph, options, work).Run();

    internal override GraphState Without(
        GraphState graph, RowMask remaining, GraphOptions options, GraphWork work) =>
        new Removal<TDistance>(
            new GraphRows(table, graph.Sizes), distance, graph, options, work).Run(remaining);
}
