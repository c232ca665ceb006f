using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Search.Tests.Device;

/// <summary>A metric with the vectors it has a meaning for.</summary>
public enum CaseKind
{
    Euclidean,
    Cosine,
    Dot,
    Tanimoto,
    EarthMover,
    Bits,
}

/// <summary>Vectors, queries, and the neighbours by looking at all of them.</summary>
internal sealed class DeviceCase : IDisposable
{
    private DeviceCase(
        VectorSpace space, SearchMetric metric, List<float[]> rows, float[] queries,
        ReadOnlySpan<int> segments, RandomStream random)
    {
        Metric = metric;
        Queries = queries;

        // Ids whose order is not that of the rows.
        int[] numbers = [.. Enumerable.Range(0, rows.Count)];
        random.Shuffle<int>(numbers);
        var parts = new List<VectorSegment>();
        int first = 0;
        foreach (int end in (int[])[.. segments, rows.Count])
        {
            int count = Math.Clamp(end - first, 0, rows.Count - first);
            parts.Add(VectorSegment.Of(
                space,
                [.. numbers.Skip(first).Take(count).Select(number => $"m-{number:D6}")],
                [.. Enumerable.Range(first, count).Select(row => (long)row)],
                rows.Skip(first).Take(count).SelectMany(row => row).ToArray()));
            first += count;
        }

        Vectors = new VectorCollection(space, parts);
    }

    public VectorCollection Vectors { get; }

    public SearchMetric Metric { get; }

    public float[] Queries { get; }

    /// <summary>
    /// Clusters with near and exact copies and zeros; every third query is one of the rows.
    /// </summary>
    public static DeviceCase Random(CaseKind kind, int rows, int queries, ulong seed)
    {
        var random = new RandomStream(seed);
        VectorSpace space = Space(kind, random);
        var vectors = new List<float[]>();
        for (int row = 0; row < rows; row++)
        {
            vectors.Add(row > 0 && random.Uniform() < 0.5
                ? Near(kind, vectors[random.Below(row)], random)
                : New(kind, space, random));
        }

        float[] asked = [.. Enumerable.Range(0, queries).SelectMany(query =>
            rows > 0 && query % 3 == 0
                ? vectors[random.Below(rows)]
                : New(kind, space, random))];
        return new DeviceCase(
            space, MetricOf(kind), vectors, asked,
            [rows / 7, rows / 7, rows / 2, rows / 2 + 1], random);
    }

    /// <summary>Given vectors of numbers; the first are the queries as well.</summary>
    public static DeviceCase Of(SearchMetric metric, List<float[]> vectors, int queries) => new(
        VectorSpace.OfNumbers(vectors[0].Length),
        metric,
        vectors,
        [.. vectors.Take(queries).SelectMany(vector => vector)],
        [vectors.Count / 3],
        new RandomStream(5));

    /// <summary>What is to be found.</summary>
    public Neighbour[][] Twin(int count, RowMask? among = null)
    {
        int lanes = Vectors.Space.Lanes;
        bool largest = MetricValue.LargerIsNearer(Metric);
        return [.. Enumerable.Range(0, Queries.Length / lanes).Select(query => Enumerable
            .Range(0, Vectors.Count)
            .Where(row => among?[row] ?? true)
            .Select(row => new Neighbour(row, MetricValue.Of(
                Metric, Vectors.Space, Queries.AsSpan(query * lanes, lanes), Vectors.Row(row))))
            .OrderBy(neighbour => largest ? -neighbour.Value : neighbour.Value)
            .ThenBy(neighbour => Vectors.Id(neighbour.Row), StringComparer.Ordinal)
            .Take(count)
            .ToArray())];
    }

    public void Dispose() => Vectors.Dispose();

    private static SearchMetric MetricOf(CaseKind kind) =>
        kind == CaseKind.Bits ? SearchMetric.Tanimoto : (SearchMetric)kind;

    private static VectorSpace Space(CaseKind kind, RandomStream random)
    {
        if (kind == CaseKind.Bits)
        {
            return new VectorSpace(VectorEncoding.Bits, 2 + 1 + random.Below(5), []);
        }

        if (kind != CaseKind.EarthMover)
        {
            return VectorSpace.OfNumbers(1 + random.Below(90));
        }

        ImmutableArray<ImmutableArray<double>> axes = [Axis(random), Axis(random), Axis(random)];
        return new VectorSpace(VectorEncoding.Single, axes.Sum(axis => axis.Length), axes);
    }

    private static ImmutableArray<double> Axis(RandomStream random)
    {
        double[] points = new double[1 + random.Below(20)];
        for (int i = 1; i < points.Length; i++)
        {
            points[i] = points[i - 1] + random.Uniform(0.01, 0.7);
        }

        return [.. points];
    }

    private static float[] New(CaseKind kind, VectorSpace space, RandomStream random)
    {
        float[] vector = new float[space.Lanes];
        if (kind == CaseKind.Bits)
        {
            int bits = 32 * (space.Lanes - 2);
            int first = random.Below(bits / 2), end = first + random.Below(bits - first + 1);
            vector[0] = BitConverter.Int32BitsToSingle(first);
            vector[1] = BitConverter.Int32BitsToSingle(end);
            double density = random.Uniform();
            for (int bit = first; bit < end; bit++)
            {
                Flip(vector, random.Uniform() < density ? bit : -1);
            }

            return vector;
        }

        int lane = 0;
        IEnumerable<int> pieces = space.Axes.IsEmpty
            ? [space.Lanes] : space.Axes.Select(axis => axis.Length);
        foreach (int piece in pieces)
        {
            bool empty = random.Uniform() < 0.1;
            for (int i = 0; i < piece; i++)
            {
                vector[lane++] = empty ? 0 : (float)random.Normal();
            }
        }

        return vector;
    }

    private static float[] Near(CaseKind kind, float[] vector, RandomStream random)
    {
        float[] copy = [.. vector];
        double how = random.Uniform();
        if (kind == CaseKind.Bits)
        {
            int first = BitConverter.SingleToInt32Bits(vector[0]);
            int covered = BitConverter.SingleToInt32Bits(vector[1]) - first;
            Flip(copy, how < 0.3 || covered == 0 ? -1 : first + random.Below(covered));
            return copy;
        }

        double size = how < 0.3 ? 0 : how < 0.6 ? 1e-6 : 1e-2;
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] += (float)(size * random.Normal()) * copy[i];
        }

        return copy;
    }

    private static void Flip(float[] vector, int bit)
    {
        if (bit >= 0)
        {
            uint word = BitConverter.SingleToUInt32Bits(vector[2 + bit / 32]) ^ 1u << (bit % 32);
            vector[2 + bit / 32] = BitConverter.UInt32BitsToSingle(word);
        }
    }
}
