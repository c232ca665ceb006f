using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// Sees to it that a walk from the entry can come to every row: one that no way leads to gets a
/// link from the nearest row that has room, or that can give a link up which is no branch of the
/// tree of ways.
/// </summary>
internal sealed unsafe class Reachability<TDistance>(
    TDistance distance, GraphRows rows, GraphState graph, GraphOptions options)
    where TDistance : struct, IGraphDistance
{
    private const int Unreached = -1;

    private readonly Links links = graph.Links;
    private readonly int[] parents = new int[graph.Links.Count];
    private readonly Stack<int> pending = [];

    /// <summary>Returns how many rows it had to link.</summary>
    /// <param name="nodes">The rows that are to be reached.</param>
    internal int Establish(RowMask nodes, GraphWork work)
    {
        if (graph.Entry < 0)
        {
            return 0;
        }

        Array.Fill(parents, Unreached);
        Grow(graph.Entry, graph.Entry);
        var walk = new Walk(links.Count);
        int attached = 0;
        for (int row = 0; row < links.Count; row++)
        {
            if (nodes[row] && parents[row] == Unreached)
            {
                work.CancellationToken.ThrowIfCancellationRequested();
                Grow(row, Attach(row, walk));
                attached++;
            }
        }

        return attached;
    }

    /// <summary>The part of the tree of ways that begins at a row.</summary>
    private void Grow(int root, int parent)
    {
        parents[root] = parent;
        pending.Push(root);
        while (pending.TryPop(out int row))
        {
            foreach (int link in links.Of(row))
            {
                if (parents[link] == Unreached)
                {
                    parents[link] = row;
                    pending.Push(link);
                }
            }
        }
    }

    /// <summary>Links a row from one that is reached, and returns that one.</summary>
    private int Attach(int row, Walk walk)
    {
        walk.Search(
            distance, rows, links, graph.Entry, rows.Table.Row(row), rows.Size(row),
            options.BuildEffort, []);
        foreach (Candidate near in walk.Pool)
        {
            if (TryLink(~near.Row, row))
            {
                return ~near.Row;
            }
        }

        // A leaf of the tree has room or a link that is no branch, and every tree has a leaf.
        int from = 0;
        while (parents[from] == Unreached || !TryLink(from, row))
        {
            from++;
        }

        return from;
    }

    private bool TryLink(int from, int row)
    {
        if (links.TryAdd(from, row))
        {
            return true;
        }

        ReadOnlySpan<int> linked = links.Of(from);
        for (int i = linked.Length - 1; i >= 0; i--)
        {
            if (parents[linked[i]] != from)
            {
                links.Replace(from, i, row);
                return true;
            }
        }

        return false;
    }
}
