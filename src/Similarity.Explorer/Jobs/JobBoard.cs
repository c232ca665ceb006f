using System.Collections.Concurrent;
using Similarity.Catalog;
using Similarity.Explorer.Hosting;
using Similarity.Formats;

namespace Similarity.Explorer.Jobs;

/// <summary>The jobs of this run of the explorer: one at a time, the others in a queue.</summary>
internal sealed class JobBoard(ExplorerOptions options) : IDisposable
{
    /// <summary>Waiting or running.</summary>
    private const int MostOpen = 8;

    private const int MostKept = 100;

    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentDictionary<string, Task> running = [];
    private readonly List<Job> jobs = [];
    private readonly Lock access = new();

    public Job[] All
    {
        get
        {
            lock (access)
            {
                return [.. jobs];
            }
        }
    }

    /// <exception cref="RequestException">There is none.</exception>
    public Job Find(string id) => All.FirstOrDefault(job => job.Id == id)
        ?? throw RequestException.Absent("there is no such job; they end with the program");

    /// <exception cref="RequestException">Too many are waiting.</exception>
    public Job Start(string title, int total, Action<Job> work)
    {
        var job = new Job(title, total);
        lock (access)
        {
            if (jobs.Count(other => !other.HasEnded) >= MostOpen)
            {
                throw new RequestException(
                    StatusCodes.Status429TooManyRequests, "too many jobs are waiting already");
            }

            jobs.Add(job);
            if (jobs.Count > MostKept)
            {
                jobs.Remove(jobs.First(other => other.HasEnded));
            }
        }

        running[job.Id] = Task.Run(async () =>
        {
            try
            {
                await RunAsync(job, work);
            }
            finally
            {
                running.TryRemove(job.Id, out _);
            }
        });
        return job;
    }

    /// <summary>Cancels all and waits until each has brought what it has to safety.</summary>
    public void Dispose()
    {
        foreach (Job job in All)
        {
            job.Cancel();
        }

        Task.WhenAll(running.Values).Wait(TimeSpan.FromSeconds(5));
        turn.Dispose();
    }

    private async Task RunAsync(Job job, Action<Job> work)
    {
        try
        {
            await turn.WaitAsync(job.Cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            if (job.Begin())
            {
                work(job);
                job.End(JobState.Done);
            }
        }
        catch (OperationCanceledException)
        {
            job.End(JobState.Cancelled, "cancelled; what was complete stays");
        }
        catch (Exception e) when (e is RequestException or InvalidFileException or CatalogException)
        {
            job.End(JobState.Failed, e.Message);
        }
        catch (Exception e)
        {
            // The outermost frame of a job: a fault of the program, told as one.
            options.Report($"{e.GetType().Name}: {e}");
            job.End(JobState.Failed, "a fault of the program; its own output says more");
        }
        finally
        {
            turn.Release();
        }
    }
}
