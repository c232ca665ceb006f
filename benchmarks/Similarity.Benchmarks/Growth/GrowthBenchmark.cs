using System.Diagnostics;
using System.Globalization;
using Similarity.Benchmarks.Graph;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Sqlite;
using Similarity.Catalog.Vectors;
using Similarity.Search;
using Similarity.Search.Exact;

namespace Similarity.Benchmarks.Growth;

/// <summary>
/// What a database costs as it grows: import, space, segments, keys, exact queries. Arguments: an
/// .npy file of real fingerprints; sizes with commas between; a folder for the databases; the file
/// to write (growth.md), beside which the plot goes; and, if wanted, a size for a search without a
/// database, over pieces that are dropped after it.
/// </summary>
internal static class GrowthBenchmark
{
    private const int BatchSize = 256, Nearest = 10, Queries = 100, PieceRows = 1_000_000;
    private const int WarmQueries = 3, TimedQueries = 30;
    private const ulong Seed = 20261128;

    // One material in a hundred passes.
    private const string Filter = "elements has \"O\" and rank < 2";

    public static void Run(string[] arguments)
    {
        PaddedFingerprints fingerprints = PaddedFingerprints.Read(arguments[0]);
        int[] sizes =
            [.. arguments[1].Split(',').Select(size => Number(size))];
        float[] queries = fingerprints.Queries(Queries, Seed);
        var points = new List<GrowthPoint>();
        StreamedSearch? streamed = null;
        foreach (int rows in sizes)
        {
            string folder = Directory.CreateDirectory(arguments[2]).FullName;
            string file = Path.Combine(folder, $"growth-{rows}.db");
            Remove(file);
            points.Add(Measure(fingerprints, rows, file, queries));
            Remove(file);
            Write();
        }

        if (arguments.Length > 4)
        {
            streamed = Stream(fingerprints, Number(arguments[4]), queries);
            Write();
        }

        // After each size: a run that is ended early leaves what it has.
        void Write()
        {
            string report = arguments[3], plot = Path.ChangeExtension(report, ".svg");
            File.WriteAllText(report, GrowthReport.Of(
                points, streamed, fingerprints, Filter, Path.GetFileName(plot)));
            File.WriteAllText(plot, GrowthPlot.Of(points));
            Console.WriteLine($"{report}: {points.Count} sizes");
        }
    }

    private static GrowthPoint Measure(
        PaddedFingerprints fingerprints, int rows, string file, float[] queries)
    {
        var set = GrowthSample.SetOf(fingerprints.Lanes);
        Cost import = default;
        using ICatalogStore store = SqliteCatalogStore.Open(file, CatalogAccess.Create);
        for (int first = 0; first < rows; first += BatchSize)
        {
            CatalogEntry[] batch = GrowthSample.Entries(
                fingerprints, set, first, Math.Min(BatchSize, rows - first), Seed);
            import += Time(() => store.Write(batch));
        }

        long databaseBytes = Directory
            .EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")
            .Sum(path => new FileInfo(path).Length);
        Console.WriteLine($"{rows}: imported");

        string folder = file + ".vectors";
        Cost segments = Time(() => CatalogVectors.Open(store, set, folder).Dispose());
        CatalogVectors? opened = null;
        Cost reopening = Time(() => opened = CatalogVectors.Open(store, set, folder));
        using CatalogVectors vectors = opened!;
        int passed = 0;
        Cost keys = Time(() => store.Keys(set).Count());
        Cost filtered = Time(() => passed = store.Keys(set, FilterParser.Parse(Filter)).Count());
        Console.WriteLine($"{rows}: segments made, {passed} keys pass");

        using var index = new ExactIndex(vectors.Rows, SearchMetric.Euclidean, 0);
        var one = new SearchOptions { Count = Nearest, Threads = 1 };
        int lanes = fingerprints.Lanes;
        Cost bytes = Time(() => index.Search(queries.AsSpan(0, lanes), one));
        Cost[] single =
        [
            .. Enumerable.Range(0, WarmQueries + TimedQueries)
                .Select(query => Time(() => index.Search(
                    queries.AsSpan(query * lanes, lanes), one)))
                .Skip(WarmQueries),
        ];
        Cost[] batches =
        [
            .. Enumerable.Range(0, 3).Select(_ => Time(() => index.Search(
                queries, new SearchOptions { Count = Nearest }))),
        ];
        return new GrowthPoint(
            rows, import, databaseBytes, segments,
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Sum(path => new FileInfo(path).Length),
            reopening, keys, filtered, passed, bytes,
            single.Min(cost => cost.Clock), single.Min(cost => cost.Processors),
            batches.Min(cost => cost.Clock), batches.Min(cost => cost.Processors));
    }

    /// <summary>
    /// The nearest of all are among the nearest of each piece: the answer is that of one index.
    /// </summary>
    private static StreamedSearch Stream(
        PaddedFingerprints fingerprints, int rows, float[] queries)
    {
        var best = new (int Row, double Value)[Queries][];
        Array.Fill(best, []);
        Cost making = default, copies = default, batch = default;
        int pieces = 0;
        for (int first = 0; first < rows; first += PieceRows, pieces++)
        {
            VectorCollection? made = null;
            making += Time(() => made = fingerprints.Collection(
                first, Math.Min(PieceRows, rows - first), Seed));
            using VectorCollection piece = made!;
            using var index = new ExactIndex(piece, SearchMetric.Euclidean, 0);
            copies += Time(() => index.Search(
                queries.AsSpan(0, fingerprints.Lanes), new SearchOptions { Count = 1 }));
            Neighbour[][] found = [];
            batch += Time(() => found = index.Search(
                queries, new SearchOptions { Count = Nearest }));
            for (int query = 0; query < Queries; query++)
            {
                best[query] =
                [
                    .. best[query]
                        .Concat(found[query].Select(near => (first + near.Row, near.Value)))
                        .OrderBy(hit => hit.Item2).ThenBy(hit => hit.Item1).Take(Nearest),
                ];
            }

            Console.WriteLine($"{first + piece.Count} rows searched");
        }

        return new StreamedSearch(rows, pieces, making, copies, batch);
    }

    private static Cost Time(Action work)
    {
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        work();
        return new Cost(
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    private static void Remove(string file)
    {
        foreach (string path in Directory.EnumerateFiles(
            Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileName(file) + "*"))
        {
            File.Delete(path);
        }

        SegmentFolder.Delete(file + ".vectors");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
