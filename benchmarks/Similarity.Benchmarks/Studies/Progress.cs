using System.Diagnostics;
using System.Globalization;

namespace Similarity.Benchmarks.Studies;

/// <summary>Says on standard error, every few seconds, how far a study has come.</summary>
internal sealed class Progress(string what, int all)
{
    private const double SecondsBetween = 10;

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Lock gate = new();
    private double saidAt;
    private int done;

    public void Step()
    {
        lock (gate)
        {
            done++;
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (elapsed - saidAt >= SecondsBetween)
            {
                saidAt = elapsed;
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}: {done} of {all}, {elapsed:F0} s, "
                    + $"{elapsed / done * (all - done):F0} s to go"));
            }
        }
    }
}
