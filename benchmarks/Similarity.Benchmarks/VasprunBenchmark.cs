using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Similarity.Formats;

namespace Similarity.Benchmarks;

/// <summary>
/// Reads a vasprun.xml.gz, and one of about 100 MB made of it by repeating its last ionic step, in
/// turns with Python. Arguments: the file and python; both optional.
/// </summary>
internal static class VasprunBenchmark
{
    private const int LargeLength = 100_000_000;
    private const int WarmUps = 5;
    private const int Rounds = 9;

    public static void Run(string[] arguments)
    {
        string path =
            arguments.ElementAtOrDefault(0) ?? "database/spectra/pymatgen/vasprun.lifepo4.xml.gz";
        string python = arguments.ElementAtOrDefault(1) ?? "/usr/bin/python3";
        string large = Path.Combine(Path.GetTempPath(), "vasprun-benchmark.xml.gz");
        WriteLarge(path, large);
        try
        {
            using Process peer = StartPeer(python);
            Measure(path, peer);
            Measure(large, peer);
        }
        finally
        {
            File.Delete(large);
        }
    }

    private static void Measure(string path, Process peer)
    {
        double megabytes = Length(path) / 1e6;
        List<double> own = [], python = [];
        long heap = 0;
        for (int round = -WarmUps; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            heap = Math.Max(heap, PeakHeap(() => FileFormats.Read(path)));
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (round < 0)
            {
                continue;
            }

            own.Add(seconds);
            peer.StandardInput.WriteLine(path);
            string answer = peer.StandardOutput.ReadLine()
                ?? throw new InvalidOperationException("python stopped");
            python.Add(double.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture));
        }

        double ratio =
            own.Zip(python, (ours, theirs) => theirs / ours).Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{megabytes:F1} MB of XML: {megabytes / Median(own):F0} MB/s "
            + $"(best {megabytes / own.Min():F0}), heap {heap / 1e6:F0} MB at most; "
            + $"python {megabytes / Median(python):F0} MB/s; ratio {ratio:F1}"));
    }

    /// <summary>The largest managed heap seen during an action beyond that before it.</summary>
    private static long PeakHeap(Action action)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true), peak = before;
        using (new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 2))
        {
            action();
        }

        return peak - before;
    }

    private static double Median(List<double> seconds) =>
        seconds.Order().ElementAt(seconds.Count / 2);

    private static long Length(string path)
    {
        using Stream stream = new FileSource(path).Open();
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            length += read;
        }

        return length;
    }

    private static void WriteLarge(string path, string large)
    {
        byte[] content = new FileSource(path).ReadAllBytes();
        int start = content.AsSpan().LastIndexOf("<calculation>"u8);
        int end = content.AsSpan().LastIndexOf("</calculation>"u8) + "</calculation>".Length;
        using var target = new GZipStream(File.Create(large), CompressionLevel.Fastest);
        target.Write(content.AsSpan(0, start));
        for (int length = 0; length < LargeLength; length += end - start)
        {
            target.Write(content.AsSpan(start, end - start));
        }

        target.Write(content.AsSpan(end));
    }

    private static Process StartPeer(string python)
    {
        Process peer = Process.Start(new ProcessStartInfo(
            python, "benchmarks/peers/vasprun_iterparse.py")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{python} does not start");
        Console.WriteLine($"{peer.StandardOutput.ReadLine()}, .NET {Environment.Version}");
        return peer;
    }
}
