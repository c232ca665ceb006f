namespace Similarity.Search.Graph;

/// <summary>
/// For each row the rows that it links to, in one flat array: the number of links, then the links,
/// then room for more.
/// </summary>
internal sealed class Links
{
    private readonly int[] slots;
    private readonly int stride;

    internal Links(int count, int capacity)
    {
        Count = count;
        Capacity = capacity;
        stride = capacity + 1;
        if ((long)count * stride > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{count} rows of {capacity} links each; one graph holds at most "
                + $"{Array.MaxLength / stride} such rows");
        }

        slots = new int[count * stride];
    }

    internal int Count { get; }

    internal int Capacity { get; }

    internal ReadOnlySpan<int> Of(int row) =>
        slots.AsSpan(row * stride + 1, slots[row * stride]);

    internal void Set(int row, ReadOnlySpan<int> links)
    {
        slots[row * stride] = links.Length;
        links.CopyTo(slots.AsSpan(row * stride + 1, Capacity));
    }

    /// <summary>False where there is no room for one more.</summary>
    internal bool TryAdd(int row, int link)
    {
        ref int degree = ref slots[row * stride];
        if (degree == Capacity)
        {
            return false;
        }

        slots[row * stride + 1 + degree++] = link;
        return true;
    }

    internal void Replace(int row, int position, int link) =>
        slots[row * stride + 1 + position] = link;

    /// <summary>The same links, and rows without links up to a new number of rows.</summary>
    internal Links Grown(int count)
    {
        var grown = new Links(count, Capacity);
        slots.CopyTo(grown.slots, 0);
        return grown;
    }
}
