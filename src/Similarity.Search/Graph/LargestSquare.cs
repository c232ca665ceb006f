using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>The largest |x|² of a collection.</summary>
internal static unsafe class LargestSquare
{
    /// <param name="first">Where the rows begin that are not in <paramref name="known"/>.</param>
    internal static float Of(VectorCollection vectors, int first, float known, GraphWork work)
    {
        var table = new RowTable(vectors);
        float largest = known;
        Lock turn = new();
        Parallel.For(
            first, vectors.Count, work.Parallel,
            () => 0f,
            (row, _, mine) => Math.Max(
                mine, PaddedSums.Product(table.Row(row), table.Row(row), table.Stride)),
            mine =>
            {
                lock (turn)
                {
                    largest = Math.Max(largest, mine);
                }
            });
        return largest;
    }
}
