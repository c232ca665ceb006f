using System.Collections.Concurrent;
using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// New rows enter a graph in batches: each row of a batch searches the graph as it was before the
/// batch and chooses its links; then the rows linked to link back, each by itself, choosing anew
/// where there is no more room. No result depends on which thread did what (Manohar et al.,
/// "ParlayANN: scalable and deterministic parallel graph-based approximate nearest neighbor
/// search algorithms", PPoPP 2024, doi:10.1145/3627535.3638475).
/// </summary>
internal sealed unsafe class Insertion<TDistance>
    where TDistance : struct, IGraphDistance
{
    /// <summary>
    /// A batch is at most one part in so many of the rows before it: rows of one batch do not see
    /// each other.
    /// </summary>
    private const int RowsPerBatchRow = 16;

    private const int LargestBatch = 16384;

    /// <summary>Candidates that a row is compared with lane by lane, to find its twin.</summary>
    private const int ComparedForTwins = 4;

    private readonly VectorCollection vectors;
    private readonly TDistance distance;
    private readonly GraphState before;
    private readonly GraphOptions options;
    private readonly GraphWork work;
    private readonly GraphRows rows;
    private readonly Links links;
    private readonly int oldCount;
    private readonly ConcurrentBag<Scratch> idle = [];

    internal Insertion(
        VectorCollection vectors,
        RowTable table,
        TDistance distance,
        GraphState before,
        GraphOptions options,
        GraphWork work)
    {
        this.vectors = vectors;
        this.distance = distance;
        this.before = before;
        this.options = options;
        this.work = work;
        rows = new GraphRows(table, before.Sizes);
        oldCount = before.Links.Count;
        links = before.Links.Grown(vectors.Count);
    }

    internal GraphState Run()
    {
        Dictionary<int, int> firstOf = TwinSearch.Among(rows.Table, oldCount, links.Count, work);
        int[] order = InsertionOrder.Of(
            oldCount, links.Count, new Twins(links.Count, Pairs(firstOf)), options.Seed);
        int entry = before.Entry;
        int inserted = oldCount;
        int next = 0;
        if (entry < 0 && order.Length > 0)
        {
            entry = Centre.Of(distance, rows, order);
            int position = Array.IndexOf(order, entry);
            (order[0], order[position]) = (order[position], order[0]);
            next = inserted = 1;
        }

        while (next < order.Length)
        {
            work.CancellationToken.ThrowIfCancellationRequested();
            int size = Math.Clamp(inserted / RowsPerBatchRow, 1, LargestBatch);
            int[] batch = order[next..Math.Min(order.Length, next + size)];
            Insert(batch, entry, firstOf);
            next += batch.Length;
            inserted += batch.Length;
            work.Progress?.Report(next);
        }

        var twins = new Twins(links.Count, [.. before.Twins.Pairs, .. Pairs(firstOf)]);
        GraphState graph = before with { Links = links, Entry = entry, Twins = twins };
        var nodes = new RowMask(links.Count);
        for (int row = 0; row < links.Count; row++)
        {
            nodes[row] = !twins.IsTwin(row);
        }

        new Reachability<TDistance>(distance, rows, graph, options).Establish(nodes, work);
        return graph;
    }

    /// <summary>A row that others are twins of may itself be the twin of an older one.</summary>
    private static IEnumerable<(int First, int Twin)> Pairs(Dictionary<int, int> firstOf) =>
        firstOf.Select(pair =>
            (firstOf.GetValueOrDefault(pair.Value, pair.Value), pair.Key));

    private Scratch Rent() => idle.TryTake(out Scratch? scratch)
        ? scratch
        : new Scratch(links.Count, options.Degree);

    private void Insert(int[] batch, int entry, Dictionary<int, int> firstOf)
    {
        int[][] chosen = new int[batch.Length][];
        int[] twinOf = new int[batch.Length];
        Parallel.For(
            0, batch.Length, work.Parallel,
            Rent,
            (i, _, scratch) =>
            {
                twinOf[i] = Find(batch[i], entry, scratch);
                chosen[i] = twinOf[i] < 0 ? Choose(scratch) : [];
                return scratch;
            },
            idle.Add);
        for (int i = 0; i < batch.Length; i++)
        {
            links.Set(batch[i], chosen[i]);
            if (twinOf[i] >= 0)
            {
                firstOf.Add(batch[i], twinOf[i]);
            }
        }

        LinkBack(batch, chosen);
    }

    /// <summary>Searches for a row and returns the older one that equals it, or −1.</summary>
    private int Find(int row, int entry, Scratch scratch)
    {
        scratch.Walk.Search(
            distance, rows, links, entry, rows.Table.Row(row), rows.Size(row),
            options.BuildEffort, []);
        if (oldCount > 0)
        {
            ReadOnlySpan<Candidate> pool = scratch.Walk.Pool;
            foreach (Candidate near in pool[..Math.Min(pool.Length, ComparedForTwins)])
            {
                if (~near.Row < oldCount && rows.Table.AreEqual(~near.Row, row))
                {
                    return ~near.Row;
                }
            }
        }

        return -1;
    }

    private int[] Choose(Scratch scratch)
    {
        Span<Candidate> candidates = scratch.Walk.Expanded;
        candidates.Sort();
        int count = Pruning.Choose(
            distance, rows, options.Reach, candidates, scratch.Chosen);
        return scratch.Chosen[..count];
    }

    private void LinkBack(int[] batch, int[][] chosen)
    {
        // Target in the upper half, so that sorting brings what links to one row together, in the
        // order of the batch.
        long[] pairs =
            [.. chosen.SelectMany((links, i) => links.Select(row => (long)row << 32 | (uint)i))];
        Array.Sort(pairs);
        var groups = new List<int>();
        for (int i = 0; i < pairs.Length; i++)
        {
            if (i == 0 || pairs[i] >> 32 != pairs[i - 1] >> 32)
            {
                groups.Add(i);
            }
        }

        groups.Add(pairs.Length);
        Parallel.For(
            0, groups.Count - 1, work.Parallel,
            Rent,
            (group, _, scratch) =>
            {
                LinkBack(batch, pairs.AsSpan(groups[group]..groups[group + 1]), scratch);
                return scratch;
            },
            idle.Add);
    }

    private void LinkBack(int[] batch, ReadOnlySpan<long> pairs, Scratch scratch)
    {
        int target = (int)(pairs[0] >> 32);
        ReadOnlySpan<int> old = links.Of(target);
        if (old.Length + pairs.Length <= links.Capacity)
        {
            foreach (long pair in pairs)
            {
                links.TryAdd(target, batch[(int)pair]);
            }

            return;
        }

        Span<Candidate> candidates = scratch.Candidates(old.Length + pairs.Length);
        float* vector = rows.Table.Row(target);
        float size = rows.Size(target);
        for (int i = 0; i < candidates.Length; i++)
        {
            int row = i < old.Length ? old[i] : batch[(int)pairs[i - old.Length]];
            candidates[i] = new Candidate(
                distance.Between(vector, size, rows.Table.Row(row), rows.Size(row)), row);
        }

        candidates.Sort();
        int count = Pruning.Choose(
            distance, rows, options.Reach, candidates, scratch.Chosen);
        links.Set(target, scratch.Chosen.AsSpan(0, count));
    }
}
