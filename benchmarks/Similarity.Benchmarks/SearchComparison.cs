using System.Diagnostics;
using System.Globalization;
using System.Text;
using Similarity.Search;
using Similarity.Search.Exact;
using Similarity.Search.Kernels;

namespace Similarity.Benchmarks;

/// <summary>
/// Exact search, own code and others in turns on the same vectors: the ten nearest of one query and
/// of a hundred. Arguments: a .npy of fingerprints, the number of rows to pad it to, the number of
/// turns, a folder for the vectors, then a peer per argument as a command line.
/// </summary>
internal static class SearchComparison
{
    private const int Neighbours = 10, Batch = 100, Warming = 2;

    // What takes longer than this is asked once.
    private const double SlowSeconds = 5;

    public static void Run(string[] arguments)
    {
        SearchVectors data = SearchVectors.Prepare(
            arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), arguments[3]);
        int turns = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        Console.WriteLine($".NET {Environment.Version}, {ByteInstructionSets.Best}; "
            + $"{data.Rows} x {data.Columns}, {data.Real} of them of materials");

        using VectorSegment segment = VectorSegment.Of(
            VectorSpace.OfNumbers(data.Columns),
            [.. Enumerable.Range(0, data.Rows).Select(row => $"{row:D9}")],
            [.. Enumerable.Range(0, data.Rows).Select(row => (long)row)],
            data.Base);
        using var vectors = new VectorCollection(segment.Space, [segment]);
        int[][] truth = Truth(data);

        var contenders = new List<Contender>();
        using var plain = new ExactIndex(vectors, SearchMetric.Euclidean, int.MaxValue);
        using var bytes = new ExactIndex(vectors, SearchMetric.Euclidean, 0);
        TimeSpan used = Environment.CpuUsage.TotalTime;
        bytes.Search(data.Queries.AsSpan(0, data.Columns), new() { Count = 1, Threads = 1 });
        used = Environment.CpuUsage.TotalTime - used;
        Console.WriteLine($"bytes made in {used.TotalSeconds:F2} s of one processor");
        contenders.Add(new OwnContender("own, bytes", bytes, data));
        contenders.Add(new OwnContender("own, floats only", plain, data));
        foreach (string command in arguments[4..])
        {
            contenders.Add(new PeerContender(command, data));
        }

        foreach (Contender contender in contenders)
        {
            Console.WriteLine($"- {contender.Name}");
        }

        foreach (int queries in new[] { 1, Batch })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                Compare(contenders, queries, threads, queries == 1 ? turns : turns / 3, truth);
            }
        }

        contenders.ForEach(contender => contender.Dispose());
        long before = bytes.Computed;
        bytes.Search(data.Queries, new() { Count = Neighbours, Threads = 1 });
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Of each query {(bytes.Computed - before) / (double)Batch:F0} of {data.Rows} rows "
                + $"were "
            + $"computed in double precision."));
    }

    private static void Compare(
        List<Contender> contenders, int queries, int threads, int turns, int[][] truth)
    {
        Console.WriteLine();
        Console.WriteLine($"{queries} queries, {threads} threads, {turns} turns");
        Console.WriteLine();
        Console.WriteLine("| | ms, least | ms, median | ms of processors, least "
            + "| least / own | median ratio by turns | recall |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        var times = contenders.ConvertAll(_ => new List<(double Clock, double Processor)>());
        int[] hits = new int[contenders.Count];
        int asked = 0;
        for (int turn = -Warming; turn < turns; turn++)
        {
            int first = queries == Batch ? 0 : (turn + Warming) % Batch;
            asked += queries * Neighbours;
            for (int i = 0; i < contenders.Count; i++)
            {
                if (times[i].Count > 0 && times[i][^1].Clock > SlowSeconds)
                {
                    hits[i] += hits[i] / (turn + Warming);
                    continue;
                }

                var answer = contenders[i].Ask(first, queries, Neighbours, threads);
                hits[i] += Hits(answer.Rows, truth, first);
                if (turn >= 0 || answer.Clock > SlowSeconds)
                {
                    times[i].Add((answer.Clock, answer.Processor));
                }
            }
        }

        double own = times[0].Min(t => t.Clock);
        for (int i = 0; i < contenders.Count; i++)
        {
            double least = times[i].Min(t => t.Clock);
            double ratio = Median(times[i].Zip(times[0], (a, b) => a.Clock / b.Clock));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contenders[i].Name} | {1e3 * least:F2} "
                + $"| {1e3 * Median(times[i].Select(t => t.Clock)):F2} "
                + $"| {1e3 * times[i].Min(t => t.Processor):F1} | {least / own:F2} "
                + $"| {ratio:F2} | {(double)hits[i] / asked:F4} |"));
        }
    }

    private static int Hits(int[] rows, int[][] truth, int first)
    {
        int hits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            hits += truth[first + i / Neighbours].AsSpan().Contains(rows[i]) ? 1 : 0;
        }

        return hits;
    }

    /// <summary>
    /// The slow twin: every distance in double precision, one term after the other.
    /// </summary>
    private static int[][] Truth(SearchVectors data)
    {
        int[][] nearest = new int[Batch][];
        Parallel.For(0, Batch, query =>
        {
            double[] distances = new double[data.Rows];
            for (int row = 0; row < data.Rows; row++)
            {
                for (int i = 0; i < data.Columns; i++)
                {
                    double difference = (double)data.Base[row * data.Columns + i]
                        - data.Queries[query * data.Columns + i];
                    distances[row] += difference * difference;
                }
            }

            nearest[query] =
                [.. Enumerable.Range(0, data.Rows).OrderBy(row => distances[row]).Take(Neighbours)];
        });
        return nearest;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private abstract class Contender : IDisposable
    {
        public abstract string Name { get; }

        public abstract (double Clock, double Processor, int[] Rows) Ask(
            int first, int count, int neighbours, int threads);

        public abstract void Dispose();
    }

    private sealed class OwnContender(string name, ExactIndex index, SearchVectors data) : Contender
    {
        public override string Name => name;

        public override (double Clock, double Processor, int[] Rows) Ask(
            int first, int count, int neighbours, int threads)
        {
            var options = new SearchOptions { Count = neighbours, Threads = threads };
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            Neighbour[][] found = index.Search(
                data.Queries.AsSpan(first * data.Columns, count * data.Columns), options);
            double clock = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double processor = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
            return (clock, processor, [.. found.SelectMany(of => of.Select(n => n.Row))]);
        }

        public override void Dispose()
        {
        }
    }

    /// <summary>A program that answers lines of "first count neighbours threads".</summary>
    private sealed class PeerContender : Contender
    {
        private readonly Process process;

        public PeerContender(string command, SearchVectors data)
        {
            string[] words = command.Split(' ');
            var start = new ProcessStartInfo(
                words[0], [.. words[1..], data.BasePath, data.QueriesPath])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
            };
            process = Process.Start(start)
                ?? throw new InvalidOperationException($"{command} does not start");
            Name = Answer();
        }

        public override string Name { get; }

        public override (double Clock, double Processor, int[] Rows) Ask(
            int first, int count, int neighbours, int threads)
        {
            process.StandardInput.WriteLine($"{first} {count} {neighbours} {threads}");
            process.StandardInput.Flush();
            string[] words = Answer().Split(' ');
            return (
                double.Parse(words[0], CultureInfo.InvariantCulture),
                double.Parse(words[1], CultureInfo.InvariantCulture),
                [.. words[2..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))]);
        }

        public override void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }

        private string Answer() => process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("a peer ended; is what it needs installed?");
    }
}
