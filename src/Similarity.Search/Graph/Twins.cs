namespace Similarity.Search.Graph;

/// <summary>
/// Rows that are equal, lane by lane, to an earlier one. Only the earliest is in the graph: the
/// links of a hundred equal rows would lead nowhere but to each other.
/// </summary>
internal sealed class Twins
{
    /// <summary>
    /// The row in the graph and its twin, in the upper and lower half; ascending.
    /// </summary>
    private readonly long[] pairs;

    private readonly RowMask firsts;
    private readonly RowMask twins;

    /// <param name="pairs">In any order; no twin has twins itself.</param>
    internal Twins(int count, IEnumerable<(int First, int Twin)> pairs)
    {
        this.pairs = [.. pairs.Select(pair => (long)pair.First << 32 | (uint)pair.Twin)];
        Array.Sort(this.pairs);
        firsts = new RowMask(count);
        twins = new RowMask(count);
        foreach ((int first, int twin) in Pairs)
        {
            firsts[first] = true;
            twins[twin] = true;
        }
    }

    internal int Count => pairs.Length;

    internal IEnumerable<(int First, int Twin)> Pairs =>
        pairs.Select(pair => ((int)(pair >> 32), (int)pair));

    /// <summary>Whether a row has an earlier one equal to it, and so is not in the graph.</summary>
    internal bool IsTwin(int row) => pairs.Length > 0 && twins[row];

    /// <summary>The twins of a row of the graph, each in the lower half.</summary>
    internal ReadOnlySpan<long> Of(int first)
    {
        if (pairs.Length == 0 || !firsts[first])
        {
            return [];
        }

        int begin = Lower((long)first << 32);
        return pairs.AsSpan(begin, Lower((long)(first + 1) << 32) - begin);
    }

    /// <summary>The rows of the graph that stand for at least one row of a set.</summary>
    internal RowMask Standing(RowMask rows)
    {
        if (pairs.Length == 0)
        {
            return rows;
        }

        var standing = new RowMask(rows.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            standing[row] = rows[row] && !twins[row];
        }

        foreach ((int first, int twin) in Pairs)
        {
            standing[first] |= rows[twin];
        }

        return standing;
    }

    private int Lower(long pair)
    {
        int found = Array.BinarySearch(pairs, pair);
        return found >= 0 ? found : ~found;
    }
}
