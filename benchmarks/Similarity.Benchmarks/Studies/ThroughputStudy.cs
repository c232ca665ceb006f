using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// How long the structures of database/tcm take to kinetic and GFN0 fingerprints, where the time
/// goes, and how much memory it takes. --sample takes that many, drawn by the seed; without it all.
/// </summary>
internal static class ThroughputStudy
{
    private const int WarmRounds = 30;
    private const string OneStructure = "database/polymorphs/mp_BaTiO3_tetragonal_mp-5986.cif";

    private static readonly ImmutableArray<ThroughputJob> Jobs =
        [ThroughputJob.Of("kinetic", "kinetic"), ThroughputJob.Of("gfn0", "spectral-vbm-cbm")];

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        Crystal[] all = [.. TcmEntry.ReadAll().Select(entry => entry.Crystal)];
        Crystal[] crystals = study.Sample is int count
            ? [.. new RandomStream(study.Seed).Sample(all.Length, count).Select(i => all[i])]
            : all;
        string algebra = BlasLibrary.Found.Version ?? "no OpenBLAS";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{crystals.Length} of {all.Length} structures, "
            + $"{crystals.Average(crystal => crystal.Count):F1} atoms on average, "
            + $"{study.Threads} at a time; {algebra}"));
        TimeSpan before = ProcessorTime();
        long start = Stopwatch.GetTimestamp();
        double[][] seconds = Measure(crystals, study);
        double minutes = Stopwatch.GetElapsedTime(start).TotalMinutes;
        double processorMinutes = (ProcessorTime() - before).TotalMinutes;
        Report(seconds, all.Length, study.Threads);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{minutes:F1} minutes of the clock, {processorMinutes:F1} of processors, which is "
            + $"{60e3 * processorMinutes / crystals.Length:F0} ms per structure; "
            + $"at most {process.PeakWorkingSet64 / (1024.0 * 1024):F0} MiB resident"));
        MeasureOneStructure();
    }

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>Seconds of each structure, job after job; nothing of a refused one.</summary>
    private static double[][] Measure(Crystal[] crystals, StudyArguments study)
    {
        using var store = new VectorStore(study.Cache, "throughput");
        var seconds = new double[crystals.Length][];
        var progress = new Progress("throughput", crystals.Length);

        // Structures are handed out one by one: a few take a thousand times as long as most.
        int next = -1;
        Parallel.For(0, study.Threads, _ =>
        {
            for (int i = Interlocked.Increment(ref next);
                i < crystals.Length;
                i = Interlocked.Increment(ref next))
            {
                Crystal crystal = crystals[i];
                seconds[i] = store.GetOrAdd(crystal.Name!, () => Seconds(crystal));
                progress.Step();
            }
        });
        return seconds;
    }

    private static double[] Seconds(Crystal crystal)
    {
        try
        {
            return
            [
                .. Jobs.SelectMany(job => StructureTimes.Measure(job, crystal).ToVector()),
            ];
        }
        catch (UnsuitableCrystalException)
        {
            return [];
        }
    }

    private static void Report(double[][] seconds, int population, int threads)
    {
        double[][] done = [.. seconds.Where(parts => parts.Length > 0)];
        Console.WriteLine($"{seconds.Length - done.Length} refused\n");
        Console.WriteLine(
            "| operator | integrals | EEQ charges | Bloch sums | eigenproblems | rest "
            + "| fingerprint | ms per structure | median ms |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((int j, ThroughputJob job) in Jobs.Index())
        {
            StructureTimes[] times = [.. done.Select(parts => Part(parts, j))];
            Console.WriteLine(Row(job.Operator.Name, times));
        }

        StructureTimes[] both = [.. done.Select(parts => Part(parts, 0) + Part(parts, 1))];
        Console.WriteLine(Row("both", both));
        double toMinutes = population / (60.0 * threads);
        Estimate minutes = Estimate.Of(
            both.Length, drawn => drawn.Average(i => both[i].Total) * toMinutes);
        Console.WriteLine(
            $"\nall {population} structures: {minutes.Text("F0")} minutes on {threads} threads");
    }

    private static StructureTimes Part(double[] seconds, int job)
    {
        int length = seconds.Length / Jobs.Length;
        return StructureTimes.FromVector(seconds.AsSpan(job * length, length));
    }

    private static string Row(string name, StructureTimes[] times)
    {
        StructureTimes sum = times.Aggregate((a, b) => a + b);
        string[] shares =
        [
            .. sum.ToVector().Select(part =>
                (part / sum.Total).ToString("P1", CultureInfo.InvariantCulture)),
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {string.Join(" | ", shares)} | {1e3 * sum.Total / times.Length:F0} "
            + $"| {1e3 * Quantiles.Median([.. times.Select(time => time.Total)]):F0} |");
    }

    /// <summary>
    /// What a user waits for one small structure, in a program that has warmed up.
    /// </summary>
    private static void MeasureOneStructure()
    {
        Crystal crystal = FileFormats.Read(OneStructure).Structures.Single();
        foreach (ThroughputJob job in Jobs)
        {
            Rounds(WarmRounds);
            TimeSpan before = ProcessorTime();
            double[] milliseconds = Rounds(WarmRounds);
            double processor = (ProcessorTime() - before).TotalMilliseconds / WarmRounds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{crystal.Formula}, {crystal.Count} atoms, {job.Operator.Name}, one thread: "
                + $"{Quantiles.Median(milliseconds):F1} ms median, {milliseconds.Min():F1} ms "
                + $"least, {processor:F1} ms of the processor"));

            double[] Rounds(int count) =>
            [
                .. Enumerable.Range(0, count).Select(
                    _ => 1e3 * StructureTimes.Measure(job, crystal).Total),
            ];
        }
    }
}
