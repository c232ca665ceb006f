using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Similarity.Numerics;

namespace Similarity.Search.Tests;

/// <summary>Collections with all that is hard: ties, zeros, huge and tiny numbers.</summary>
internal static class VectorCases
{
    public static TheoryData<VectorEncoding, SearchMetric> Metrics { get; } = new()
    {
        { VectorEncoding.Single, SearchMetric.Euclidean },
        { VectorEncoding.Single, SearchMetric.Cosine },
        { VectorEncoding.Single, SearchMetric.Dot },
        { VectorEncoding.Single, SearchMetric.Tanimoto },
        { VectorEncoding.Single, SearchMetric.EarthMover },
        { VectorEncoding.Bits, SearchMetric.Tanimoto },
    };

    /// <summary>Of any length up to 80, with one axis to three.</summary>
    public static VectorSpace Space(VectorEncoding encoding, RandomStream random)
    {
        if (encoding == VectorEncoding.Bits)
        {
            return new VectorSpace(encoding, 2 + random.Below(12), []);
        }

        var axes = new List<ImmutableArray<double>>();
        for (int axis = random.Below(3); axis >= 0; axis--)
        {
            double point = random.Uniform(-5, 5);
            axes.Add([.. Enumerable.Range(0, 1 + random.Below(27))
                .Select(_ => point += random.Below(10) == 0 ? 0 : random.Uniform())]);
        }

        return new VectorSpace(encoding, axes.Sum(axis => axis.Length), [.. axes]);
    }

    public static float[] Vectors(VectorSpace space, int count, RandomStream random)
    {
        float[] all = new float[count * space.Lanes];
        float[] centre = Numbers(space.Lanes, random);
        int style = random.Below(4);
        for (int row = 0; row < count; row++)
        {
            Span<float> vector = all.AsSpan(row * space.Lanes, space.Lanes);
            if (row > 0 && random.Below(6) == 0)
            {
                all.AsSpan(random.Below(row) * space.Lanes, space.Lanes).CopyTo(vector);
            }
            else if (space.Encoding == VectorEncoding.Bits)
            {
                Bits(random).AsSpan(0, space.Lanes).CopyTo(vector);
                Cover(vector, random);
            }
            else
            {
                Numbers(space.Lanes, random).CopyTo(vector);
                Restyle(vector, centre, style, random);
            }
        }

        return all;
    }

    public static VectorCollection Collection(
        VectorSpace space, float[] vectors, RandomStream random)
    {
        int count = vectors.Length / space.Lanes, first = 0;
        var segments = new List<VectorSegment>();
        while (first < count || segments.Count == 0 || random.Below(3) == 0)
        {
            int rows = random.Below(3) == 0 ? 0 : 1 + random.Below(Math.Max(1, count));
            rows = Math.Min(rows, count - first);
            int start = first;
            segments.Add(VectorSegment.Of(
                space,
                [.. Enumerable.Range(start, rows).Select(_ => $"id-{random.Below(10_000)}")],
                [.. Enumerable.Range(start, rows).Select(row => (long)row)],
                vectors.AsSpan(start * space.Lanes, rows * space.Lanes)));
            first += rows;
        }

        return new VectorCollection(space, segments);
    }

    public static RowMask? Mask(int count, RandomStream random)
    {
        int oneIn = new[] { 0, 1, 2, 20, 400, int.MaxValue }[random.Below(6)];
        if (oneIn == 0)
        {
            return null;
        }

        var mask = new RowMask(count);
        for (int row = 0; row < count; row++)
        {
            mask[row] = random.Below(oneIn) == 0;
        }

        return mask;
    }

    private static float[] Numbers(int lanes, RandomStream random) =>
        [.. Enumerable.Range(0, lanes).Select(_ => (float)random.Uniform(-0.2, 1))];

    private static void Restyle(
        Span<float> vector, ReadOnlySpan<float> centre, int style, RandomStream random)
    {
        // 0: anything; 1: all near each other; 2: of all sizes; 3: some with nothing in places.
        double scale = style == 2 ? Math.Pow(10, random.Uniform(-45, 38)) : 1;
        double spread = style == 1 ? Math.Pow(10, random.Uniform(-7, 0)) : 1;
        for (int i = 0; i < vector.Length; i++)
        {
            double value = style == 1 ? centre[i] + spread * vector[i] : vector[i];
            vector[i] = (float)Math.Clamp(scale * value, -3e38, 3e38);
        }

        if (style == 3 && random.Below(3) == 0)
        {
            int first = random.Below(vector.Length);
            vector[first..].Clear();
        }
        else if (style == 3 && random.Below(10) == 0)
        {
            vector.Clear();
        }
    }

    private static float[] Bits(RandomStream random)
    {
        uint[] words = new uint[14];
        foreach (ref uint word in words.AsSpan())
        {
            word = (uint)(random.NextBits() & random.NextBits());
        }

        return MemoryMarshal.Cast<uint, float>(words).ToArray();
    }

    private static void Cover(Span<float> vector, RandomStream random)
    {
        Span<uint> words = MemoryMarshal.Cast<float, uint>(vector);
        int bits = 32 * (words.Length - 2);
        int first = random.Below(2) == 0 ? 0 : random.Below(bits + 1);
        int end = random.Below(2) == 0 ? bits : first + random.Below(bits - first + 1);
        words[0] = (uint)first;
        words[1] = (uint)Math.Max(first, end);
        for (int bit = 0; bit < bits; bit++)
        {
            if (bit < first || bit >= end)
            {
                words[2 + bit / 32] &= ~(1u << (bit % 32));
            }
        }
    }
}
