using System.Diagnostics;
using System.Globalization;
using Similarity.Numerics;
using Similarity.Numerics.Hardware;
using Similarity.Search;
using Similarity.Search.Device;
using Similarity.Search.Exact;

namespace Similarity.Benchmarks;

/// <summary>
/// Search on a device: the bandwidth of a copy, of the search for one query, and the time of a
/// batch, checked against the processor. Arguments: --rows N, --lanes N, --queries N, --repeat N,
/// --interface cuda|opencl. Prints a page in Markdown.
/// </summary>
internal static class DeviceBenchmark
{
    private const int Count = 10;
    private const int Prototypes = 2000;
    private const int SegmentRows = 100_000;
    private const int CheckedQueries = 8;
    private const int CheckedRows = 20_000;
    private const double Noise = 0.05;

    public static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int rows = Number(arguments, "--rows", 1_000_000);
        int lanes = Number(arguments, "--lanes", 513);
        int queries = Number(arguments, "--queries", 1024);
        int repeat = Number(arguments, "--repeat", 5);
        string? wanted = Text(arguments, "--interface");
        SearchDevice? device = DeviceSearch.Find().Usable
            .FirstOrDefault(device => wanted is null || device.Interface == wanted);
        if (device is null)
        {
            throw new InvalidOperationException(
                string.Join("; ", DeviceSearch.Find().Reasons.Prepend("no device")));
        }

        Write($".NET {Environment.Version}, {Environment.ProcessorCount} processors; "
            + $"{device.Interface} {device.Name}, {device.MemoryBytes >> 20} MiB, "
            + (device.IsGpu ? "a GPU" : "THE PROCESSOR BEHIND THE INTERFACE, NO GPU"));
        Write($"{rows} vectors of {lanes} floats: {Prototypes} sums of Gaussians, each number "
            + $"changed by up to {100 * Noise:F0} %; Euclidean, k = {Count}; best of {repeat}.");
        Write("");
        Write("| what | seconds | rate |");
        Write("| --- | ---: | ---: |");
        double copy = Copy(device, repeat);

        var clock = Stopwatch.StartNew();
        using VectorCollection vectors = Vectors(rows, lanes);
        Row("vectors made on the host", clock.Elapsed.TotalSeconds, "");
        float[] asked = Queries(queries, lanes);
        Neighbour[][]? expected = null;
        foreach (GpuPrecision precision in Enum.GetValues<GpuPrecision>())
        {
            clock.Restart();
            ScanDevice opened = device.Open();
            bool multiplies = opened.Multiplies;
            if (precision != GpuPrecision.Single && !multiplies)
            {
                opened.Dispose();
                continue;
            }

            var how = new DeviceOptions { Precision = precision };
            using var index = new DeviceIndex(opened, vectors, SearchMetric.Euclidean, how);
            if (index.Fallback is not null)
            {
                throw new InvalidOperationException(index.Fallback);
            }

            double bytes = (double)rows * lanes * sizeof(float);
            string name = precision == GpuPrecision.Single ? "single precision" : "TF32";
            Row($"copied to the device ({index.Description})", clock.Elapsed.TotalSeconds, bytes);
            var options = new SearchOptions { Count = Count };
            if (precision == GpuPrecision.Single)
            {
                double one = Best(4 * repeat, () => index.Search(asked.AsSpan(0, lanes), options));
                Row("one query, from the call to the neighbours", one, bytes);
                Write($"| of the bandwidth of the copy | | {bytes / one / copy:P0} |");
            }

            Neighbour[][] found = [];
            long before = index.Repeated;
            double batch = Best(repeat, () => found = index.Search(asked, options));
            double rate = 2.0 * rows * lanes * queries / batch / 1e12;
            Row($"{queries} queries, {name}", batch, $"{queries / batch:F0}/s, {rate:F2} TFLOP/s");
            Write($"| queries that had to look again | {(index.Repeated - before) / (repeat + 1)} "
                + "in each batch | |");
            expected ??= found;
            if (!found.Zip(expected).All(pair => pair.First.SequenceEqual(pair.Second)))
            {
                throw new InvalidOperationException($"{name} finds other neighbours");
            }

            Check(vectors, index, asked, lanes, found);
        }

        Write("");
        Write($"Checked: all modes find the same; for {CheckedQueries} queries none of "
            + $"{Math.Min(rows, CheckedRows)} rows is nearer than the last neighbour found, and "
            + "among these rows the neighbours are those of the exact search on the processor.");
    }

    /// <summary>Bytes per second, read and written.</summary>
    private static double Copy(SearchDevice device, int repeat)
    {
        using var opened = (KernelDevice)device.Open();
        GpuContext context = opened.Context;
        long bytes = Math.Min(2L << 30, Math.Min(context.FreeBytes / 8, context.LargestBuffer));
        using GpuBuffer source = context.Allocate(bytes);
        using GpuBuffer target = context.Allocate(bytes);
        double best = Best(4 * repeat, () =>
        {
            context.Copy(source, target, bytes);
            context.Finish();
        });
        Row($"copy of {bytes >> 20} MiB on the device", best, 2.0 * bytes);
        return 2 * bytes / best;
    }

    private static void Check(
        VectorCollection vectors, DeviceIndex index, float[] queries, int lanes,
        Neighbour[][] found)
    {
        int[] sample = new RandomStream(3).Sample(
            vectors.Count, Math.Min(vectors.Count, CheckedRows));
        var among = new RowMask(vectors.Count);
        foreach (int row in sample)
        {
            among[row] = true;
        }

        var options = new SearchOptions { Count = Count, Among = among };
        ReadOnlySpan<float> some =
            queries.AsSpan(0, Math.Min(CheckedQueries * lanes, queries.Length));
        using var exact = new ExactIndex(vectors, index.Metric);
        Neighbour[][] expected = exact.Search(some, options);
        Neighbour[][] own = index.Search(some, options);
        for (int query = 0; query < expected.Length; query++)
        {
            if (!own[query].SequenceEqual(expected[query])
                || expected[query][0].Value < found[query][0].Value
                || expected[query].Any(neighbour => neighbour.Value < found[query][^1].Value
                    && !found[query].Contains(neighbour)))
            {
                throw new InvalidOperationException($"query {query} differs from exact search");
            }
        }
    }

    private static VectorCollection Vectors(int rows, int lanes)
    {
        VectorSpace space = VectorSpace.OfNumbers(lanes);
        float[] prototypes = Smooth(lanes);
        var segments = new VectorSegment[(rows + SegmentRows - 1) / SegmentRows];
        Parallel.For(0, segments.Length, segment =>
        {
            int first = segment * SegmentRows, count = Math.Min(SegmentRows, rows - first);
            float[] vectors = new float[count * lanes];
            Perturb(prototypes, vectors, lanes, new RandomStream(1).Child((ulong)segment));
            segments[segment] = VectorSegment.Of(
                space,
                [.. Enumerable.Range(first, count).Select(row => $"row-{row:D9}")],
                [.. Enumerable.Range(first, count).Select(row => (long)row)],
                vectors);
        });
        return new VectorCollection(space, segments);
    }

    private static float[] Queries(int queries, int lanes)
    {
        float[] asked = new float[queries * lanes];
        Perturb(Smooth(lanes), asked, lanes, new RandomStream(2));
        return asked;
    }

    private static void Perturb(
        float[] prototypes, Span<float> vectors, int lanes, RandomStream random)
    {
        for (int first = 0; first < vectors.Length; first += lanes)
        {
            int prototype = random.Below(Prototypes) * lanes;
            for (int lane = 0; lane < lanes; lane++)
            {
                vectors[first + lane] =
                    prototypes[prototype + lane] * (float)random.Uniform(1 - Noise, 1 + Noise);
            }
        }
    }

    private static float[] Smooth(int lanes)
    {
        var random = new RandomStream(7);
        float[] prototypes = new float[Prototypes * lanes];
        for (int first = 0; first < prototypes.Length; first += lanes)
        {
            for (int peak = 0; peak < 12; peak++)
            {
                double centre = random.Uniform(0, lanes), width = random.Uniform(3, 20);
                double height = random.Uniform(0.2, 2);
                for (int lane = 0; lane < lanes; lane++)
                {
                    double z = (lane - centre) / width;
                    prototypes[first + lane] += (float)(height * Math.Exp(-z * z));
                }
            }
        }

        return prototypes;
    }

    /// <summary>The least time of an action, which runs once before.</summary>
    private static double Best(int repeat, Action action)
    {
        action();
        double best = double.PositiveInfinity;
        for (int i = 0; i < repeat; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static string? Text(string[] arguments, string name)
    {
        int place = Array.IndexOf(arguments, name);
        return place < 0 ? null : arguments.ElementAtOrDefault(place + 1)
            ?? throw new ArgumentException($"{name}: expected a value");
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Text(arguments, name) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    private static void Row(string what, double seconds, double bytes) =>
        Row(what, seconds, $"{bytes / seconds / 1e9:F1} GB/s");

    private static void Row(string what, double seconds, string rate) =>
        Write($"| {what} | {seconds:F4} | {rate} |");

    private static void Write(string line) => Console.WriteLine(line);
}
