using Similarity.Numerics;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Search.Tests.Graph;

/// <summary>
/// Non-negative vectors about random centres, as fingerprints lie about their families, each family
/// wide in a few directions only; in three segments, sorted by family.
/// </summary>
internal static class Clusters
{
    private const int Families = 20;
    private const int Segments = 3;
    private const int Directions = 4;
    private const int Flips = 3;
    private const double Width = 0.2;
    private const double Noise = 0.02;

    /// <summary>Of numbers on two axes, so that all metrics have a meaning.</summary>
    internal static VectorSpace Space(int lanes) => new(
        VectorEncoding.Single,
        lanes,
        [Axis(lanes / 2), Axis(lanes - lanes / 2)]);

    internal static float[] Vectors(int count, int lanes, ulong seed)
    {
        var shape = new RandomStream(77);
        var random = new RandomStream(seed);
        float[] middles = [.. Numbers(Families * lanes, shape.Uniform)];
        float[] axes = [.. Numbers(Families * Directions * lanes, shape.Normal)];
        float[] vectors = new float[count * lanes];
        for (int row = 0; row < count; row++)
        {
            int family = (int)((long)row * Families / count);
            float[] weights = [.. Numbers(Directions, random.Normal)];
            for (int lane = 0; lane < lanes; lane++)
            {
                double sum = middles[family * lanes + lane] + Noise * random.Normal();
                for (int i = 0; i < Directions; i++)
                {
                    sum += Width * weights[i] * axes[(family * Directions + i) * lanes + lane];
                }

                vectors[row * lanes + lane] = (float)Math.Max(0, sum);
            }
        }

        return vectors;
    }

    internal static VectorCollection Collection(
        VectorSpace space, ReadOnlySpan<float> vectors, int segments = Segments)
    {
        int count = vectors.Length / space.Lanes;
        var parts = new List<VectorSegment>();
        for (int i = 0; i < segments; i++)
        {
            int first = i * count / segments, end = (i + 1) * count / segments;
            parts.Add(Segment(
                space, first, vectors[(first * space.Lanes)..(end * space.Lanes)]));
        }

        return new VectorCollection(space, parts);
    }

    internal static VectorCollection Collection(int count, int lanes, ulong seed) =>
        Collection(Space(lanes), Vectors(count, lanes, seed));

    /// <summary>Ids in another order than keys, so that ties are seen to be broken by id.</summary>
    internal static VectorSegment Segment(VectorSpace space, int first, ReadOnlySpan<float> vectors)
    {
        int count = vectors.Length / space.Lanes;
        return VectorSegment.Of(
            space,
            [.. Enumerable.Range(first, count).Select(row => $"{row * 7919L % 100003:D6}-{row}")],
            [.. Enumerable.Range(first, count).Select(row => 3L * row + 1)],
            vectors);
    }

    /// <summary>
    /// Sets of bits on intervals that differ, each of a family a little changed from the one
    /// before.
    /// </summary>
    internal static (VectorSpace Space, float[] Vectors) Bits(int count, int words, ulong seed)
    {
        var space = new VectorSpace(VectorEncoding.Bits, words + 2, []);
        var random = new RandomStream(seed);
        float[] vectors = new float[count * space.Lanes];
        uint[] family = new uint[words];
        for (int row = 0; row < count; row++)
        {
            if (row % (count / Families) == 0)
            {
                family = [.. family.Select(_ => (uint)random.NextBits())];
            }

            for (int flip = 0; flip < Flips; flip++)
            {
                family[random.Below(words)] ^= 1u << random.Below(32);
            }

            int first = random.Below(8), end = 32 * words - random.Below(8);
            uint[] lanes = [(uint)first, (uint)end, .. family];
            lanes[2] &= uint.MaxValue << first;
            lanes[^1] &= uint.MaxValue >> (32 * words - end);
            for (int i = 0; i < lanes.Length; i++)
            {
                vectors[row * space.Lanes + i] = BitConverter.UInt32BitsToSingle(lanes[i]);
            }
        }

        return (space, vectors);
    }

    /// <summary>The share of the true neighbours among those found.</summary>
    internal static double Recall(
        GraphIndex graph, ReadOnlySpan<float> queries, SearchOptions options)
    {
        using var exact = new ExactIndex(graph.Vectors, graph.Metric);
        Neighbour[][] right = exact.Search(
            queries, options with { Among = options.Among ?? graph.Alive });
        Neighbour[][] found = graph.Search(queries, options);
        return (double)found.Zip(right, (own, truth) => own.Intersect(truth).Count()).Sum()
            / right.Sum(truth => truth.Length);
    }

    internal static byte[] Bytes(GraphIndex graph)
    {
        string path = Path.GetTempFileName();
        try
        {
            GraphFile.Save(graph, path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<float> Numbers(int count, Func<double> next) =>
        Enumerable.Range(0, count).Select(_ => (float)next());

    private static System.Collections.Immutable.ImmutableArray<double> Axis(int points) =>
        [.. Enumerable.Range(0, points).Select(i => i + 0.01 * i * i)];
}
