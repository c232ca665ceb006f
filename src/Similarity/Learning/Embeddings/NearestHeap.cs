namespace Similarity.Learning.Embeddings;

/// <summary>The smallest of the numbers seen, a fixed count of them: a heap, largest first.</summary>
internal sealed class NearestHeap(int capacity)
{
    private readonly double[] values = new double[capacity];
    private readonly int[] items = new int[capacity];
    private int count;

    public IEnumerable<int> Items => items.Take(count);

    /// <summary>What a number must be below to be kept.</summary>
    public double Worst => count < capacity ? double.PositiveInfinity : values[0];

    public void Add(double value, int item)
    {
        if (count < capacity)
        {
            int child = count++;
            while (child > 0 && values[(child - 1) / 2] < value)
            {
                (values[child], items[child]) =
                    (values[(child - 1) / 2], items[(child - 1) / 2]);
                child = (child - 1) / 2;
            }

            (values[child], items[child]) = (value, item);
            return;
        }

        int parent = 0;
        while (true)
        {
            int child = 2 * parent + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && values[child + 1] > values[child])
            {
                child++;
            }

            if (values[child] <= value)
            {
                break;
            }

            (values[parent], items[parent]) = (values[child], items[child]);
            parent = child;
        }

        (values[parent], items[parent]) = (value, item);
    }
}
