using System.Runtime.CompilerServices;
using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// The greedy search of a graph, and the memory that one thread needs for it: the nearest rows seen
/// in a sorted pool, of which the nearest not yet expanded is expanded until none is left.
/// </summary>
/// <remarks>
/// Where only some rows may be found, all are walked through, but only those that may be found
/// count towards the effort: the pool holds that many of them and whatever else is no farther.
/// </remarks>
internal sealed unsafe class Walk(int rows)
{
    private readonly ushort[] visited = new ushort[rows];
    private ushort epoch;
    private Candidate[] pool = new Candidate[256];
    private Candidate[] expanded = new Candidate[256];
    private int[] fresh = new int[64];
    private int size;
    private int expandedCount;

    /// <summary>Rows for which it has room.</summary>
    internal int Rows => visited.Length;

    /// <summary>The nearest rows of the last search, the nearest first; each is ~row.</summary>
    internal ReadOnlySpan<Candidate> Pool => pool.AsSpan(0, size);

    /// <summary>The rows that the last search expanded, in that order.</summary>
    internal Span<Candidate> Expanded => expanded.AsSpan(0, expandedCount);

    /// <summary>The pairs of vectors that the last search looked at.</summary>
    internal int Evaluations { get; private set; }

    /// <param name="allowed">A bit per row that may be found; empty for all.</param>
    internal void Search<TDistance>(
        TDistance distance,
        in GraphRows rows,
        Links links,
        int entry,
        float* query,
        float querySize,
        int effort,
        ReadOnlySpan<ulong> allowed)
        where TDistance : struct, IGraphDistance
    {
        Begin(links.Capacity);
        Visit(entry);
        int counted = 0;
        Offer(
            new Candidate(
                Finite(distance.Between(query, querySize, rows.Table.Row(entry), rows.Size(entry))),
                entry),
            effort, allowed, ref counted);
        Evaluations = 1;
        for (int next = 0; next < size;)
        {
            Candidate nearest = pool[next];
            if (nearest.Row < 0)
            {
                next++;
                continue;
            }

            pool[next] = nearest with { Row = ~nearest.Row };
            Expand(nearest);
            int found = Gather(rows.Table, links.Of(nearest.Row));
            Evaluations += found;
            for (int i = 0; i < found; i++)
            {
                if (i + 1 < found)
                {
                    rows.Table.Prefetch(fresh[i + 1]);
                }

                int row = fresh[i];
                float value = Finite(
                    distance.Between(query, querySize, rows.Table.Row(row), rows.Size(row)));
                if (counted < effort || value < pool[size - 1].Distance)
                {
                    next = Math.Min(
                        next, Offer(new Candidate(value, row), effort, allowed, ref counted));
                }
            }
        }
    }

    /// <summary>Not a number and infinity as the farthest there is, so that all compare.</summary>
    private static float Finite(float distance) =>
        distance < float.MaxValue ? distance : float.MaxValue;

    private void Begin(int capacity)
    {
        size = expandedCount = 0;
        if (fresh.Length < capacity)
        {
            fresh = new int[capacity];
        }

        if (++epoch == 0)
        {
            Array.Clear(visited);
            epoch = 1;
        }
    }

    private bool Visit(int row)
    {
        if (visited[row] == epoch)
        {
            return false;
        }

        visited[row] = epoch;
        return true;
    }

    private void Expand(Candidate candidate)
    {
        if (expandedCount == expanded.Length)
        {
            Array.Resize(ref expanded, 2 * expandedCount);
        }

        expanded[expandedCount++] = candidate;
    }

    private int Gather(RowTable table, ReadOnlySpan<int> linked)
    {
        int found = 0;
        foreach (int row in linked)
        {
            if (Visit(row))
            {
                fresh[found++] = row;
            }
        }

        if (found > 0)
        {
            table.Prefetch(fresh[0]);
        }

        return found;
    }

    /// <summary>Puts a candidate into the pool and returns where.</summary>
    private int Offer(
        Candidate candidate, int effort, ReadOnlySpan<ulong> allowed, ref int counted)
    {
        int position = Position(candidate);
        if (size == pool.Length)
        {
            Array.Resize(ref pool, 2 * size);
        }

        Array.Copy(pool, position, pool, position + 1, size - position);
        pool[position] = candidate;
        size++;
        if (IsAllowed(candidate.Row, allowed) && ++counted > effort)
        {
            // The last one counts. It goes, and with it those behind the last that counts then.
            size--;
            counted--;
            while (!IsAllowed(Plain(pool[size - 1].Row), allowed))
            {
                size--;
            }
        }

        return position;
    }

    private int Position(Candidate candidate)
    {
        int low = 0, high = size;
        while (low < high)
        {
            int middle = (low + high) / 2;
            Candidate other = pool[middle];
            bool isBefore = other.Distance == candidate.Distance
                ? Plain(other.Row) < candidate.Row
                : other.Distance < candidate.Distance;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Plain(int row) => row < 0 ? ~row : row;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAllowed(int row, ReadOnlySpan<ulong> allowed) =>
        allowed.IsEmpty || (allowed[row >> 6] >> row & 1) == 1;
}
