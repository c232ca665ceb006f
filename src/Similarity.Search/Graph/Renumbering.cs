namespace Similarity.Search.Graph;

/// <summary>The rows of a collection as rows of another that holds some of them.</summary>
internal sealed class Renumbering
{
    private readonly int[] newRows;
    private readonly int[] oldRows;

    private Renumbering(int[] newRows, int[] oldRows)
    {
        (this.newRows, this.oldRows) = (newRows, oldRows);
        Remaining = new RowMask(newRows.Length);
        foreach (int row in oldRows)
        {
            Remaining[row] = true;
        }
    }

    /// <summary>The rows of the larger collection that are in the smaller.</summary>
    internal RowMask Remaining { get; }

    internal static Renumbering By(VectorCollection all, VectorCollection some)
    {
        int[] newRows = new int[all.Count];
        int[] oldRows = new int[some.Count];
        Array.Fill(newRows, -1);
        int row = 0;
        for (int i = 0; i < some.Count; i++)
        {
            // Keys ascend in both.
            long key = some.Key(i);
            while (row < all.Count && all.Key(row) < key)
            {
                row++;
            }

            if (row == all.Count || all.Key(row) != key || !all.Row(row).SequenceEqual(some.Row(i)))
            {
                throw new ArgumentException(
                    $"row {i} with key {key} is not a row of the index that remains");
            }

            (newRows[row], oldRows[i]) = (i, row);
        }

        return new Renumbering(newRows, oldRows);
    }

    internal int OldRow(int row) => oldRows[row];

    /// <param name="graph">Without links to or from rows that do not remain.</param>
    internal GraphState Apply(GraphState graph)
    {
        // A row of the graph that goes while a twin of it stays hands its place to the first such.
        int[] standing = [.. newRows];
        var pairs = new List<(int First, int Twin)>();
        foreach ((int first, int twin) in graph.Twins.Pairs)
        {
            int moved = newRows[twin];
            if (moved >= 0 && standing[first] < 0)
            {
                standing[first] = moved;
            }
            else if (moved >= 0)
            {
                pairs.Add((standing[first], moved));
            }
        }

        var links = new Links(oldRows.Length, graph.Links.Capacity);
        Span<int> moving = new int[graph.Links.Capacity];
        for (int row = 0; row < standing.Length; row++)
        {
            ReadOnlySpan<int> old = graph.Links.Of(row);
            for (int i = 0; i < old.Length; i++)
            {
                moving[i] = standing[old[i]];
            }

            if (old.Length > 0)
            {
                links.Set(standing[row], moving[..old.Length]);
            }
        }

        return graph with
        {
            Links = links,
            Entry = graph.Entry < 0 ? -1 : standing[graph.Entry],
            Twins = new Twins(oldRows.Length, pairs),
            Sizes = graph.Sizes.Length == 0 ? [] : [.. oldRows.Select(row => graph.Sizes[row])],
        };
    }
}
