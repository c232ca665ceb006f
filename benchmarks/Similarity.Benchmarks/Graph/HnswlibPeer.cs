using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Similarity.Search;

namespace Similarity.Benchmarks.Graph;

/// <summary>The program of peers/hnswlib_graph.cpp, on the same vectors.</summary>
internal sealed class HnswlibPeer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("graph-").FullName;
    private readonly Process process;

    /// <param name="truth">The rows of the nearest of each query.</param>
    internal HnswlibPeer(
        string program,
        VectorCollection vectors,
        float[] queries,
        int[][] truth,
        int degree,
        int effort,
        int threads)
    {
        int lanes = vectors.Space.Lanes;
        using (FileStream file = File.Create(Path.Combine(folder, "base")))
        {
            for (int row = 0; row < vectors.Count; row++)
            {
                file.Write(MemoryMarshal.AsBytes(vectors.Row(row)));
            }
        }

        File.WriteAllBytes(
            Path.Combine(folder, "queries"), MemoryMarshal.AsBytes<float>(queries));
        File.WriteAllBytes(
            Path.Combine(folder, "truth"),
            MemoryMarshal.AsBytes<int>(truth.SelectMany(rows => rows).ToArray()));
        int[] numbers =
        [
            vectors.Count, truth.Length, lanes, truth[0].Length, degree / 2, effort, threads,
        ];
        var start = new ProcessStartInfo(
            program,
            [
                .. new[] { "base", "queries", "truth" }.Select(name => Path.Combine(folder, name)),
                .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)
            ?? throw new InvalidOperationException($"{program} does not start");
        double[] answer = Answer();
        (BuildSeconds, Bytes, BusySeconds) = (answer[0], answer[1], answer[2]);
    }

    internal double BuildSeconds { get; }

    /// <summary>Of processors, while it built.</summary>
    internal double BusySeconds { get; }

    /// <summary>Vectors and links.</summary>
    internal double Bytes { get; }

    /// <summary>All queries, one by one.</summary>
    internal (double Seconds, double Recall) Search(int effort)
    {
        process.StandardInput.WriteLine(effort.ToString(CultureInfo.InvariantCulture));
        process.StandardInput.Flush();
        double[] answer = Answer();
        return (answer[0], answer[1]);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private double[] Answer()
    {
        string line = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("the peer ended");
        return [.. line.Split(' ').Select(
            number => double.Parse(number, CultureInfo.InvariantCulture))];
    }
}
