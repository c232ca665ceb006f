using System.Diagnostics;
using System.Globalization;
using Similarity.Search;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Benchmarks.Graph;

/// <summary>
/// The graph index against the exact one in the same run, and against hnswlib where its program is
/// given: rate of building, memory, recall@10 and rate of single queries on one thread over the
/// effort. Arguments: an .npy file of real fingerprints; rows; the program of hnswlib_graph.cpp or
/// "-"; queries; degree; effort of building; a file to keep the graph in.
/// </summary>
internal static class GraphBenchmark
{
    private const int Nearest = 10;
    private const ulong Seed = 20261128;
    private const int Rounds = 3;
    private const int ExactQueries = 5;
    private static readonly int[] Efforts = [10, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    public static void Run(string[] arguments)
    {
        int rows = Number(1, 100_000), queryCount = Number(3, 500), degree = Number(4, 32);
        int effort = Number(5, GraphOptions.Default.BuildEffort);
        string? program = arguments.ElementAtOrDefault(2);
        PaddedFingerprints fingerprints = PaddedFingerprints.Read(arguments[0]);
        using VectorCollection vectors = fingerprints.Collection(rows, Seed);
        float[] queries = fingerprints.Queries(queryCount, Seed);
        Say($"{rows} x {fingerprints.Lanes}, {Math.Min(rows, fingerprints.RealCount)} real; "
            + $"{queryCount} queries; .NET {Environment.Version}");

        var options = new GraphOptions { Degree = degree, BuildEffort = effort };
        int threads = Environment.ProcessorCount;
        using GraphIndex graph = OpenOrBuild(
            arguments.ElementAtOrDefault(6), vectors, options, threads);
        using var exact = new ExactIndex(vectors, SearchMetric.Euclidean);
        int[][] truth = Rows(exact.Search(queries, new SearchOptions { Count = Nearest }));
        using HnswlibPeer? peer = program is null or "-"
            ? null
            : new HnswlibPeer(program, vectors, queries, truth, degree, effort, threads);
        if (peer is not null)
        {
            Say($"hnswlib: built in {peer.BuildSeconds:F1} s ({peer.BusySeconds:F1} s of "
                + $"processors), {rows / peer.BuildSeconds:F0} rows/s "
                + $"on {threads} threads, M = {degree / 2}, efConstruction = {effort}; "
                + $"{peer.Bytes / rows - sizeof(float) * fingerprints.Lanes:F0} bytes per row "
                + "without the vector");
        }

        Compare(graph, exact, peer, queries, truth);

        int Number(int index, int otherwise) => index < arguments.Length
            ? int.Parse(arguments[index], CultureInfo.InvariantCulture)
            : otherwise;
    }

    /// <summary>Building a large graph takes long; a file spares the next run that.</summary>
    private static GraphIndex OpenOrBuild(
        string? path, VectorCollection vectors, GraphOptions options, int threads)
    {
        if (File.Exists(path))
        {
            return GraphFile.Open(path, vectors);
        }

        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        GraphIndex graph = GraphIndex.Build(
            vectors, SearchMetric.Euclidean, options,
            new GraphWork { Threads = threads, Progress = new Steps(vectors.Count) });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        Say($"own: built in {seconds:F1} s ({busy:F1} s of processors), "
            + $"{vectors.Count / seconds:F0} rows/s on {threads} threads, "
            + $"{vectors.Count / busy:F0} rows/s of a processor; "
            + $"mean degree {graph.MeanDegree:F1}, "
            + $"{sizeof(int) * (options.Degree + options.Degree / 4 + 1)} bytes of links per row");
        if (path is not null)
        {
            GraphFile.Save(graph, path);
        }

        return graph;
    }

    private static void Compare(
        GraphIndex graph, ExactIndex exact, HnswlibPeer? peer, float[] queries, int[][] truth)
    {
        int lanes = graph.Vectors.Space.Lanes;
        double[] one = Unmeasured(ExactQueries), all = Unmeasured(ExactQueries);
        Say($"| effort | own recall@{Nearest} | own queries/s "
            + $"| hnswlib recall@{Nearest} | hnswlib queries/s |");
        Say("| ---: | ---: | ---: | ---: | ---: |");
        var rates = new List<double>();
        foreach (int effort in Efforts)
        {
            double[] own = Unmeasured(truth.Length);
            double recall = 0, otherRecall = 0, other = double.PositiveInfinity;
            for (int round = 0; round < Rounds; round++)
            {
                var options = new SearchOptions { Count = Nearest, Threads = 1, Effort = effort };
                recall = Recall(Time(graph, options, own), truth);
                Time(exact, options, one);
                Time(exact, options with { Threads = Environment.ProcessorCount }, all);
                if (peer is not null)
                {
                    (other, otherRecall) = peer.Search(effort);
                }
            }

            rates.Add(1 / own.Average());
            Say($"| {effort} | {recall:F4} | {rates[^1]:F0} "
                + $"| {otherRecall:F4} | {truth.Length / other:F0} |");
        }

        Say($"exact: {1 / one.Average():F2} queries/s on 1 thread, {1 / all.Average():F2} on "
            + $"{Environment.ProcessorCount}");
        Say("own / exact on 1 thread, on all: " + string.Join(", ", Efforts.Zip(
            rates, (effort, rate) =>
                $"{effort}: {rate * one.Average():F0}, {rate * all.Average():F0}")));

        // One query at a time, as a user asks; the least of the rounds for each, which a busy
        // machine falsifies least.
        int[][] Time(IVectorIndex index, SearchOptions options, double[] least)
        {
            int[][] found = new int[least.Length][];
            for (int query = 0; query < found.Length; query++)
            {
                long start = Stopwatch.GetTimestamp();
                Neighbour[][] near = index.Search(queries.AsSpan(query * lanes, lanes), options);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                least[query] = Math.Min(least[query], seconds);
                found[query] = Rows(near)[0];
            }

            return found;
        }
    }

    private static double[] Unmeasured(int count)
    {
        double[] seconds = new double[count];
        Array.Fill(seconds, double.PositiveInfinity);
        return seconds;
    }

    private static int[][] Rows(Neighbour[][] found) =>
        [.. found.Select(neighbours => neighbours.Select(neighbour => neighbour.Row).ToArray())];

    private static double Recall(int[][] found, int[][] truth) =>
        found.Zip(truth, (own, right) => own.Intersect(right).Count()).Sum()
        / (double)truth.Sum(right => right.Length);

    private static void Say(string text) => Console.WriteLine(text);

    /// <summary>Says on the error stream how far it is, ten times.</summary>
    private sealed class Steps(int rows) : IProgress<int>
    {
        private int said;

        public void Report(int value)
        {
            if (value - said > rows / 10)
            {
                said = value;
                Console.Error.WriteLine($"{value} rows");
            }
        }
    }
}
