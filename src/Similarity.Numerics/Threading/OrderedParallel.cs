namespace Similarity.Numerics.Threading;

/// <summary>
/// The same work on each item of a stream, by several threads; results come in the order of the
/// items, and only a few items are in memory at a time.
/// </summary>
public static class OrderedParallel
{
    /// <summary>
    /// How far each thread may run ahead of a slow item: 100 times the median is not rare.
    /// </summary>
    private const int AheadPerThread = 32;

    /// <param name="work">Called from any thread; what it throws ends the stream there.</param>
    public static IEnumerable<TResult> Select<TItem, TResult>(
        IEnumerable<TItem> items,
        Func<TItem, CancellationToken, TResult> work,
        int threads,
        CancellationToken cancellation)
    {
        TaskScheduler scheduler =
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads)
                .ConcurrentScheduler;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<Task<TResult>>();
        try
        {
            foreach (TItem item in items)
            {
                ahead.Enqueue(Task.Factory.StartNew(
                    () => work(item, stop.Token),
                    stop.Token,
                    TaskCreationOptions.DenyChildAttach,
                    scheduler));
                if (ahead.Count == AheadPerThread * threads)
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return ahead.Dequeue().GetAwaiter().GetResult();
                }
            }

            while (ahead.TryDequeue(out Task<TResult>? next))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return next.GetAwaiter().GetResult();
            }
        }
        finally
        {
            // Whoever stops early may close what the work still uses.
            stop.Cancel();
            ((IAsyncResult)Task.WhenAll(ahead)).AsyncWaitHandle.WaitOne();
        }
    }
}
