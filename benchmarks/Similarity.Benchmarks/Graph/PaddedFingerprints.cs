using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Similarity.Numerics;
using Similarity.Search;

namespace Similarity.Benchmarks.Graph;

/// <summary>
/// Real fingerprints and as many made of them as are wanted: row r beyond the real ones is
/// w x_i + (1 − w) x_j of two real ones, i, j and w uniform, each lane then times 1 + 0.02 (u − ½),
/// u uniform. Row r depends on the seed and r alone.
/// </summary>
internal sealed partial class PaddedFingerprints
{
    private const int RowsPerSegment = 100_000;
    private const double Noise = 0.02;

    private readonly float[] real;

    private PaddedFingerprints(float[] real, int lanes) => (this.real, Lanes) = (real, lanes);

    internal int Lanes { get; }

    internal int RealCount => real.Length / Lanes;

    /// <param name="path">A matrix of float32 in an .npy file, the last axis fastest.</param>
    internal static PaddedFingerprints Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int headerLength = bytes[6] == 1
            ? 10 + BitConverter.ToUInt16(bytes, 8)
            : 12 + BitConverter.ToInt32(bytes, 8);
        string header = Encoding.ASCII.GetString(bytes, 0, headerLength);
        Match shape = Shape().Match(header);
        if (!header.Contains("'<f4'", StringComparison.Ordinal) || !shape.Success)
        {
            throw new InvalidOperationException($"{path}: expected a matrix of float32");
        }

        return new(
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan(headerLength)).ToArray(),
            int.Parse(shape.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    internal VectorCollection Collection(int count, ulong seed) => Collection(0, count, seed);

    /// <summary>Some rows of the collection of a seed.</summary>
    internal VectorCollection Collection(int start, int count, ulong seed)
    {
        var space = VectorSpace.OfNumbers(Lanes);
        var segments = new List<VectorSegment>();
        for (int first = start; first < start + count; first += RowsPerSegment)
        {
            int rows = Math.Min(RowsPerSegment, start + count - first);
            segments.Add(VectorSegment.Of(
                space,
                [.. Enumerable.Range(first, rows).Select(row => $"r{row:D9}")],
                [.. Enumerable.Range(first, rows).Select(row => (long)row)],
                Rows(first, rows, RealCount, seed)));
        }

        return new VectorCollection(space, segments);
    }

    /// <summary>Some rows of the collection of a seed, one after the other.</summary>
    internal float[] Rows(int first, int count, ulong seed) => Rows(first, count, RealCount, seed);

    /// <summary>Made as the padding is, and not in any collection of the same seed.</summary>
    internal float[] Queries(int count, ulong seed) => Rows(0, count, 0, seed + 1);

    private float[] Rows(int first, int count, int realCount, ulong seed)
    {
        float[] rows = new float[count * Lanes];
        var streams = new RandomStream(seed);
        Parallel.For(0, count, i =>
        {
            int row = first + i;
            Span<float> lanes = rows.AsSpan(i * Lanes, Lanes);
            if (row < realCount)
            {
                real.AsSpan(row * Lanes, Lanes).CopyTo(lanes);
                return;
            }

            RandomStream random = streams.Child((ulong)row);
            int a = Lanes * random.Below(RealCount), b = Lanes * random.Below(RealCount);
            double weight = random.Uniform();
            for (int lane = 0; lane < Lanes; lane++)
            {
                double mixed = weight * real[a + lane] + (1 - weight) * real[b + lane];
                lanes[lane] = (float)(mixed * (1 + Noise * (random.Uniform() - 0.5)));
            }
        });
        return rows;
    }

    [GeneratedRegex(@"'shape': \((\d+), (\d+)\)")]
    private static partial Regex Shape();
}
