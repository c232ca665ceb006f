using Similarity.Numerics.Threading;

namespace Similarity.Numerics.Tests.Threading;

public sealed class OrderedParallelTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void ResultsComeInTheOrderOfTheItems(int threads)
    {
        IEnumerable<int> squares = OrderedParallel.Select(
            Enumerable.Range(0, 1000),
            (i, _) =>
            {
                // Every seventh item is slow, so that those after it are done first.
                Thread.Sleep(i % 7 == 0 ? 1 : 0);
                return i * i;
            },
            threads,
            CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * i), squares);
    }

    [Fact]
    public void NoMoreThanTheThreadsWorkAtOnce()
    {
        int working = 0, most = 0;
        foreach (int _ in OrderedParallel.Select(Enumerable.Range(0, 200), Work, 3, default))
        {
        }

        Assert.InRange(most, 1, 3);

        int Work(int item, CancellationToken cancellation)
        {
            int now = Interlocked.Increment(ref working);
            for (int seen = most; now > seen;)
            {
                seen = Interlocked.CompareExchange(ref most, now, seen);
            }

            Thread.Yield();
            Interlocked.Decrement(ref working);
            return item;
        }
    }

    [Fact]
    public void AnEndlessStreamIsReadOnlyAsFarAsNeeded()
    {
        int read = 0;
        int[] first = OrderedParallel.Select(Endless(), (i, _) => i, 2, default).Take(5).ToArray();

        Assert.Equal([0, 1, 2, 3, 4], first);
        Assert.InRange(read, 5, 100);

        IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return read++;
            }
        }
    }

    [Fact]
    public void NothingWorksAnyMoreOnceTheStreamHasEnded()
    {
        using var cancelled = new CancellationTokenSource();
        int working = 0;
        IEnumerable<int> results = OrderedParallel.Select(
            Enumerable.Range(0, 1000),
            (i, cancellation) =>
            {
                Interlocked.Increment(ref working);
                if (i == 10)
                {
                    cancelled.Cancel();
                }

                cancellation.WaitHandle.WaitOne(i > 10 ? 1000 : 0);
                Interlocked.Decrement(ref working);
                cancellation.ThrowIfCancellationRequested();
                return i;
            },
            2,
            cancelled.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => results.Count());
        Assert.Equal(0, working);
    }
}
