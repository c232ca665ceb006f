using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// How far a long work is, on standard error: a bar with rate and time left on a terminal, a line
/// now and then elsewhere.
/// </summary>
internal static class WorkProgress
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30);

    /// <param name="items">How many there will be, or the best guess.</param>
    /// <param name="done">How many were done before, by an interrupted run.</param>
    /// <param name="work">Gets an action to call after each item, from any thread.</param>
    public static void Run(
        VerbConsole console, string name, int items, int done, Action<Action> work)
    {
        if (console.Progress.Profile.Capabilities.Interactive)
        {
            WithBar(console, name, items, done, work);
        }
        else
        {
            WithLines(console, name, items, done, work);
        }
    }

    private static void WithBar(
        VerbConsole console, string name, int items, int done, Action<Action> work) =>
        console.Progress
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RateColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(name, maxValue: items);
                task.Value = done;
                work(() => task.Increment(1));
            });

    private static void WithLines(
        VerbConsole console, string name, int items, int done, Action<Action> work)
    {
        long start = Stopwatch.GetTimestamp();
        long lastLine = start;
        int now = done;
        var gate = new Lock();
        work(() =>
        {
            lock (gate)
            {
                now++;
                if (Stopwatch.GetElapsedTime(lastLine) > LineInterval)
                {
                    lastLine = Stopwatch.GetTimestamp();
                    console.Progress.WriteLine(
                        Line(name, now, items, now - done, Stopwatch.GetElapsedTime(start)));
                }
            }
        });
    }

    /// <summary>"fingerprints: 1200 of 15000, 12.5/s, 18 min left".</summary>
    internal static string Line(
        string name, int now, int items, int doneHere, TimeSpan elapsed)
    {
        double rate = doneHere / elapsed.TotalSeconds;
        double minutes = Math.Max(0, items - now) / rate / 60;
        (double left, string unit) = minutes < 1.5 ? (60 * minutes, "s") : (minutes, "min");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {now} of {items}, {rate:0.0##}/s, {left:F0} {unit} left");
    }

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(
            RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is double speed
                ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.0}/s")
                : "–/s");
    }
}
