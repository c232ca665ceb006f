namespace Similarity.Explorer.Catalogs;

/// <summary>
/// The last results of a computation by what was asked, a bounded number of them. What several ask
/// for at once is computed once.
/// </summary>
internal sealed class RecentResults<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Lock access = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> known = [];
    private readonly LinkedList<Entry> order = new();

    public bool TryFind(TKey key, out TValue? value)
    {
        lock (access)
        {
            if (known.TryGetValue(key, out LinkedListNode<Entry>? node) && node.Value.IsReady)
            {
                Touch(node);
                value = node.Value.Value.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A failure is thrown to all who wait for it, and not kept.</summary>
    public TValue Get(TKey key, Func<TKey, TValue> compute)
    {
        LinkedListNode<Entry> node;
        lock (access)
        {
            if (!known.TryGetValue(key, out node!))
            {
                node = new LinkedListNode<Entry>(
                    new Entry(key, new Lazy<TValue>(() => compute(key))));
                known[key] = node;
                order.AddFirst(node);
                while (order.Count > most)
                {
                    known.Remove(order.Last!.Value.Key);
                    order.RemoveLast();
                }
            }
            else
            {
                Touch(node);
            }
        }

        try
        {
            return node.Value.Value.Value;
        }
        catch
        {
            lock (access)
            {
                if (known.TryGetValue(key, out LinkedListNode<Entry>? current) && current == node)
                {
                    known.Remove(key);
                    order.Remove(node);
                }
            }

            throw;
        }
    }

    private void Touch(LinkedListNode<Entry> node)
    {
        if (node.List is not null && node != order.First)
        {
            order.Remove(node);
            order.AddFirst(node);
        }
    }

    private sealed record Entry(TKey Key, Lazy<TValue> Value)
    {
        public bool IsReady => Value.IsValueCreated;
    }
}
