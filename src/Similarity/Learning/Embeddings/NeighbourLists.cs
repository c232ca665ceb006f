namespace Similarity.Learning.Embeddings;

/// <summary>
/// For each of n items its k nearest others, nearest first, with their distances: a graph of n k
/// directed edges. They come from a search elsewhere or from <see cref="ExactNeighbours"/>.
/// </summary>
public sealed class NeighbourLists
{
    private readonly int[] items;
    private readonly double[] distances;

    /// <param name="items">k of each item in turn, no item among its own; owned from here on.</param>
    /// <param name="distances">Finite, at least 0, ascending for each item; owned too.</param>
    public NeighbourLists(int count, int neighbours, int[] items, double[] distances)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        long edges = (long)count * neighbours;
        if (items.Length != edges || distances.Length != edges)
        {
            throw new ArgumentException(
                $"{items.Length} neighbours and {distances.Length} distances; "
                + $"{neighbours} of each of {count} items are {edges}");
        }

        for (int e = 0; e < items.Length; e++)
        {
            bool isOther = (uint)items[e] < (uint)count && items[e] != e / neighbours;
            double least = e % neighbours == 0 ? 0 : distances[e - 1];
            if (!isOther || !(distances[e] >= least) || double.IsInfinity(distances[e]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"neighbour {e % neighbours} of item {e / neighbours} is item {items[e]} at ")
                    + FormattableString.Invariant($"{distances[e]}; expected another item, not ")
                    + "nearer than the one before it");
            }
        }

        Count = count;
        Neighbours = neighbours;
        this.items = items;
        this.distances = distances;
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>k.</summary>
    public int Neighbours { get; }

    public ReadOnlySpan<int> Items(int item) => items.AsSpan(item * Neighbours, Neighbours);

    public ReadOnlySpan<double> Distances(int item) =>
        distances.AsSpan(item * Neighbours, Neighbours);

    /// <summary>The nearest k of each list.</summary>
    public NeighbourLists Nearest(int neighbours)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neighbours, Neighbours);
        int[] nearest = new int[Count * neighbours];
        double[] lengths = new double[Count * neighbours];
        for (int i = 0; i < Count; i++)
        {
            Items(i)[..neighbours].CopyTo(nearest.AsSpan(i * neighbours));
            Distances(i)[..neighbours].CopyTo(lengths.AsSpan(i * neighbours));
        }

        return new NeighbourLists(Count, neighbours, nearest, lengths);
    }
}
