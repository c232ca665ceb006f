using Similarity.Explorer.Catalogs;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// Long work on behalf of requests: a few at a time, the others in a queue of bounded length, each
/// cancelled with its request.
/// </summary>
internal sealed class Computations : IDisposable
{
    public const int LongestQueue = 32;

    private readonly SemaphoreSlim free;
    private readonly int atOnce;
    private int present;

    public Computations(int threads)
    {
        atOnce = Math.Max(1, threads / 2);
        ThreadsOfEach = Math.Max(1, threads / atOnce);
        free = new SemaphoreSlim(atOnce);
    }

    public int ThreadsOfEach { get; }

    /// <exception cref="RequestException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException"/>
    public async Task<T> RunAsync<T>(
        Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref present) > atOnce + LongestQueue)
        {
            Interlocked.Decrement(ref present);
            throw new RequestException(
                StatusCodes.Status429TooManyRequests,
                "too many computations are asked for at once; try again");
        }

        try
        {
            await free.WaitAsync(cancellation);
            try
            {
                return await Task.Run(() => work(cancellation), cancellation);
            }
            finally
            {
                free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref present);
        }
    }

    /// <summary>What is known, or the result of the work, which is then known.</summary>
    public async Task<TValue> GetAsync<TKey, TValue>(
        RecentResults<TKey, TValue> known,
        TKey key,
        Func<CancellationToken, TValue> work,
        CancellationToken cancellation)
        where TKey : notnull
    {
        while (true)
        {
            if (known.TryFind(key, out TValue? value))
            {
                return value!;
            }

            try
            {
                return await RunAsync(
                    token => known.Get(key, _ => work(token)), cancellation);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Another request began the work and left; now it is ours.
            }
        }
    }

    public void Dispose() => free.Dispose();
}
