using System.Collections.Concurrent;
using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// Takes rows out of a graph: each row that linked to one of them chooses anew among its own links
/// and theirs (Singh et al., FreshDiskANN, arXiv:2105.09613).
/// </summary>
internal sealed unsafe class Removal<TDistance>(
    GraphRows rows, TDistance distance, GraphState before, GraphOptions options, GraphWork work)
    where TDistance : struct, IGraphDistance
{
    private readonly Links links = new(before.Links.Count, options.Capacity);

    internal GraphState Run(RowMask remaining)
    {
        var idle = new ConcurrentBag<Scratch>();
        Parallel.For(
            0, links.Count, work.Parallel,
            () => idle.TryTake(out Scratch? scratch) ? scratch : new Scratch(0, options.Degree),
            (row, _, scratch) =>
            {
                if (remaining[row])
                {
                    Relink(row, remaining, scratch);
                }

                return scratch;
            },
            idle.Add);
        GraphState graph = before with { Links = links, Entry = Entry(remaining) };
        new Reachability<TDistance>(distance, rows, graph, options).Establish(remaining, work);
        return graph;
    }

    private int Entry(RowMask remaining)
    {
        if (before.Entry < 0 || remaining[before.Entry])
        {
            return before.Entry;
        }

        int[] order = InsertionOrder.Of(0, links.Count, before.Twins, options.Seed);
        order = [.. order.Where(row => remaining[row])];
        return order.Length == 0 ? -1 : Centre.Of(distance, rows, order);
    }

    private void Relink(int row, RowMask remaining, Scratch scratch)
    {
        ReadOnlySpan<int> old = before.Links.Of(row);
        var among = new SortedSet<int>();
        bool keepsAll = true;
        foreach (int link in old)
        {
            if (remaining[link])
            {
                among.Add(link);
                continue;
            }

            keepsAll = false;
            foreach (int next in before.Links.Of(link))
            {
                if (next != row && remaining[next])
                {
                    among.Add(next);
                }
            }
        }

        if (keepsAll)
        {
            links.Set(row, old);
            return;
        }

        Span<Candidate> candidates = scratch.Candidates(among.Count);
        int filled = 0;
        foreach (int link in among)
        {
            candidates[filled++] = new Candidate(
                distance.Between(
                    rows.Table.Row(row), rows.Size(row), rows.Table.Row(link), rows.Size(link)),
                link);
        }

        candidates.Sort();
        int count = Pruning.Choose(
            distance, rows, options.Reach, candidates, scratch.Chosen);
        links.Set(row, scratch.Chosen.AsSpan(0, count));
    }
}
