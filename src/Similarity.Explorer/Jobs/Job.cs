using System.Diagnostics;
using System.Security.Cryptography;

namespace Similarity.Explorer.Jobs;

/// <summary>"queued", "running" and how it ended, as documents say it.</summary>
internal enum JobState
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>A piece of work and how far it is. Its numbers may be read at any time.</summary>
internal sealed class Job(string title, int total)
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock access = new();
    private readonly List<string> added = [];
    private readonly List<JobFailure> failed = [];
    private JobState state = JobState.Queued;
    private int done, expected = total;
    private long start;
    private double seconds;
    private string? message;

    /// <summary>Not to be guessed.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public string Title => title;

    public CancellationToken Cancellation => stop.Token;

    public bool HasEnded => Document().State is "done" or "failed" or "cancelled";

    public double Progress
    {
        get
        {
            lock (access)
            {
                return expected > 0 ? Math.Min(1, (double)done / expected) : 0;
            }
        }
    }

    public void Cancel()
    {
        lock (access)
        {
            if (state == JobState.Queued)
            {
                state = JobState.Cancelled;
            }
        }

        stop.Cancel();
    }

    /// <summary>False for one that was cancelled before.</summary>
    public bool Begin()
    {
        lock (access)
        {
            if (state != JobState.Queued)
            {
                return false;
            }

            state = JobState.Running;
            start = Stopwatch.GetTimestamp();
            return true;
        }
    }

    /// <summary>What is to be read beside its numbers, unless its end has a reason.</summary>
    public void Say(string text)
    {
        lock (access)
        {
            message = text;
        }
    }

    public void End(JobState how, string? why = null)
    {
        lock (access)
        {
            state = how;
            message = why ?? message;
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    public void Expect(int count)
    {
        lock (access)
        {
            expected = count;
        }
    }

    public void Advance(int steps = 1)
    {
        lock (access)
        {
            done += steps;
        }
    }

    /// <summary>So many steps are done, or more were before.</summary>
    public void Reach(int steps)
    {
        lock (access)
        {
            done = Math.Max(done, steps);
        }
    }

    public void Add(IEnumerable<string> ids, IEnumerable<JobFailure> failures)
    {
        lock (access)
        {
            added.AddRange(ids);
            failed.AddRange(failures);
        }
    }

    public JobDocument Document()
    {
        lock (access)
        {
            double elapsed = state switch
            {
                JobState.Queued => 0,
                JobState.Running => Stopwatch.GetElapsedTime(start).TotalSeconds,
                _ => seconds,
            };
            double? rate = done > 0 && elapsed > 0 ? done / elapsed : null;
            return new JobDocument(
                Id,
                Title,
                state.ToString().ToLowerInvariant(),
                done,
                Math.Max(expected, done),
                rate,
                state == JobState.Running && rate is { } r
                    ? Math.Max(0, expected - done) / r
                    : null,
                [.. added],
                [.. failed],
                message);
        }
    }
}

/// <summary>What has no place in the catalog, and why.</summary>
internal sealed record JobFailure(string Id, string Reason);

/// <summary>A job as the page sees it.</summary>
/// <param name="Rate">Steps per second.</param>
internal sealed record JobDocument(
    string Id,
    string Title,
    string State,
    int Done,
    int Total,
    double? Rate,
    double? SecondsLeft,
    string[] Added,
    JobFailure[] Failed,
    string? Message);
