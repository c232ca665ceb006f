using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Similarity.Cli.Demo;

/// <summary>A step of the demo that is done.</summary>
internal sealed record DemoStep(string Name, int Items, double Seconds);

/// <summary>
/// Runs the steps of the demo: bars with rate and time left on a terminal, one line per step in a
/// file.
/// </summary>
internal sealed class DemoProgress(VerbConsole console)
{
    private readonly List<DemoStep> steps = [];

    public IReadOnlyList<DemoStep> Steps => steps;

    /// <param name="work">Gets an action to call after each item.</param>
    public T Run<T>(string name, int items, Func<Action, T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = console.Progress.Profile.Capabilities.Interactive
            ? WithBar(name, items, work)
            : work(() => { });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        steps.Add(new DemoStep(name, items, seconds));
        console.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {items} in {seconds:0.0} s"));
        return result;
    }

    private T WithBar<T>(string name, int items, Func<Action, T> work) => console.Progress
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
            return work(() => task.Increment(1));
        });

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(
            RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is double speed
                ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.0}/s")
                : "–/s");
    }
}
