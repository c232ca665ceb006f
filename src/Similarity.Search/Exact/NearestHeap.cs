namespace Similarity.Search.Exact;

/// <summary>
/// The nearest of all rows pushed, at most so many: a heap with the farthest on top. Near is a
/// small key, among equal keys a small id, among equal ids a small row.
/// </summary>
internal sealed class NearestHeap(VectorCollection vectors, int capacity)
{
    private (double Key, int Row)[] entries = new (double, int)[Math.Min(capacity, 16)];
    private int count;

    /// <summary>
    /// The key beyond which nothing is kept: infinite until there are as many as asked for.
    /// </summary>
    public double Worst => count < capacity ? double.PositiveInfinity : entries[0].Key;

    public ReadOnlySpan<(double Key, int Row)> Entries => entries.AsSpan(0, count);

    /// <summary>Whether it was kept.</summary>
    public bool Push(double key, int row)
    {
        (double, int) entry = (key, row);
        if (count == capacity)
        {
            if (Compare(entry, entries[0]) >= 0)
            {
                return false;
            }

            Sink(entry);
            return true;
        }

        if (count == entries.Length)
        {
            Array.Resize(ref entries, (int)Math.Min(2L * count, capacity));
        }

        int at = count++;
        while (at > 0 && Compare(entries[(at - 1) / 2], entry) < 0)
        {
            entries[at] = entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        entries[at] = entry;
        return true;
    }

    public int Compare((double Key, int Row) a, (double Key, int Row) b)
    {
        int order = a.Key.CompareTo(b.Key);
        if (order == 0)
        {
            order = vectors.CompareIds(a.Row, b.Row);
        }

        return order == 0 ? a.Row.CompareTo(b.Row) : order;
    }

    /// <summary>Puts an entry in the place of the top one.</summary>
    private void Sink((double Key, int Row) entry)
    {
        int at = 0;
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && Compare(entries[child], entries[child + 1]) < 0)
            {
                child++;
            }

            if (Compare(entries[child], entry) <= 0)
            {
                break;
            }

            entries[at] = entries[child];
            at = child;
        }

        entries[at] = entry;
    }
}
