using System.Diagnostics;
using System.Globalization;
using Similarity.Cli.CommandLine;
using Spectre.Console;

namespace Similarity.Cli.Demo;

/// <summary>A step of the demo that is done.</summary>
internal sealed record DemoStep(string Name, int Items, double Seconds);

/// <summary>Runs the steps of the demo and says after each how long it took.</summary>
internal sealed class DemoProgress(VerbConsole console)
{
    private readonly List<DemoStep> steps = [];

    public IReadOnlyList<DemoStep> Steps => steps;

    /// <param name="work">Gets an action to call after each item.</param>
    public T Run<T>(string name, int items, Func<Action, T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = default!;
        WorkProgress.Run(console, name, items, 0, finished => result = work(finished));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        steps.Add(new DemoStep(name, items, seconds));
        console.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {items} in {seconds:0.0} s"));
        return result;
    }
}
