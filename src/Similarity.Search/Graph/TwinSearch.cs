namespace Similarity.Search.Graph;

/// <summary>Finds rows that are equal lane by lane, by hash and then by looking.</summary>
internal static class TwinSearch
{
    /// <summary>For each row that equals an earlier one of the range, the earliest.</summary>
    internal static Dictionary<int, int> Among(
        RowTable table, int first, int end, GraphWork work)
    {
        ulong[] hashes = new ulong[end - first];
        Parallel.For(first, end, work.Parallel, row => hashes[row - first] = table.Hash(row));
        var rowOf = new Dictionary<ulong, int>(hashes.Length);
        var firstOf = new Dictionary<int, int>();
        for (int row = first; row < end; row++)
        {
            // Of two different rows of one hash the later is taken for unlike any other, which is
            // true but for its own twins, and those are then rows of the graph like any.
            if (!rowOf.TryAdd(hashes[row - first], row)
                && table.AreEqual(rowOf[hashes[row - first]], row))
            {
                firstOf.Add(row, rowOf[hashes[row - first]]);
            }
        }

        return firstOf;
    }
}
