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
/// "-"; queries; degree; effort of building.
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
        long start = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        using GraphIndex graph = GraphIndex.Build(
            vectors, SearchMetric.Euclidean, options,
            new GraphWork { Threads = threads, Progress = new Steps(rows) });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        Say($"own: built in {seconds:F1} s ({busy:F1} s of processors), {rows / seconds:F0} rows/s "
            + $"on {threads} threads, {rows / busy:F0} rows/s of a processor; "
            + $"mean degree {graph.MeanDegree:F1}, "
            + $"{sizeof(int) * (options.Degree + options.Degree / 4 + 1)} bytes of links per row");

        using var exact = new ExactIndex(vectors, SearchMetric.Euclidean);
        int[][] truth = Rows(exact.Search(queries, new SearchOptions { Count = Nearest }));
        using HnswlibPeer? peer = program is null or "-"
            ? null
            : new HnswlibPeer(program, vectors, queries, truth, degree, effort, threads);
        if (peer is not null)
        {
            Say($"hnswlib: built in {peer.BuildSeconds:F1} s, {rows / peer.BuildSeconds:F0} rows/s "
                + $"on {threads} threads, M = {degree / 2}, efConstruction = {effort}; "
                + $"{peer.Bytes / rows - sizeof(float) * fingerprints.Lanes:F0} bytes per row "
                + "without the vector");
        }

        Compare(graph, exact, peer, queries, truth);

        int Number(int index, int otherwise) => index < arguments.Length
            ? int.Parse(arguments[index], CultureInfo.InvariantCulture)
            : otherwise;
    }

    private static void Compare(
        GraphIndex graph, ExactIndex exact, HnswlibPeer? peer, float[] queries, int[][] truth)
    {
        int lanes = graph.Vectors.Space.Lanes;
        Say($"| effort | own recall@{Nearest} | own queries/s | exact queries/s, 1 thread "
            + "| own / exact, 1 thread | exact queries/s, all threads | own / exact, all threads "
            + $"| hnswlib recall@{Nearest} | hnswlib queries/s |");
        Say("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (int effort in Efforts)
        {
            double own = double.PositiveInfinity, one = own, all = own, other = own;
            double recall = 0, otherRecall = 0;
            for (int round = 0; round < Rounds; round++)
            {
                var options = new SearchOptions { Count = Nearest, Threads = 1, Effort = effort };
                own = Math.Min(own, Time(graph, queries, truth.Length, options, out int[][] found));
                recall = Recall(found, truth);
                one = Math.Min(one, Time(exact, queries, ExactQueries, options, out _));
                all = Math.Min(all, Time(
                    exact, queries, ExactQueries,
                    options with { Threads = Environment.ProcessorCount }, out _));
                if (peer is not null)
                {
                    (double seconds, otherRecall) = peer.Search(effort);
                    other = Math.Min(other, seconds / truth.Length);
                }
            }

            Say($"| {effort} | {recall:F4} | {1 / own:F0} | {1 / one:F2} | {one / own:F0} "
                + $"| {1 / all:F2} | {all / own:F0} | {otherRecall:F4} | {1 / other:F0} |");
        }

        // One query at a time, as a user asks.
        double Time(
            IVectorIndex index, float[] all, int count, SearchOptions options, out int[][] found)
        {
            found = new int[count][];
            long start = Stopwatch.GetTimestamp();
            for (int query = 0; query < count; query++)
            {
                found[query] = Rows(
                    index.Search(all.AsSpan(query * lanes, lanes), options))[0];
            }

            return Stopwatch.GetElapsedTime(start).TotalSeconds / count;
        }
    }

    private static int[][] Rows(Neighbour[][] found) =>
        [.. found.Select(neighbours => neighbours.Select(neighbour => neighbour.Row).ToArray())];

    private static double Recall(int[][] found, int[][] truth) =>
        found.Zip(truth, (own, right) => own.Intersect(right).Count()).Sum()
        / (double)truth.Sum(right => right.Length);

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

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
