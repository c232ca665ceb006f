using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Similarity.Search.Graph;

/// <summary>
/// Reads the bytes of a graph file, checking each number against what it stands for before it is
/// used. What is wrong is said by an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class GraphFileReader(byte[] bytes, VectorCollection vectors)
{
    private int position;

    internal GraphIndex Read()
    {
        int headerSize = Unsafe.SizeOf<GraphFile.Header>();
        Require(bytes.Length >= headerSize + GraphFile.HashSize, "too short for a graph");
        GraphFile.Header header = MemoryMarshal.Read<GraphFile.Header>(bytes);
        position = headerSize;
        Require(header.HasMagic, "not a graph");
        Require(
            header.Version == GraphFile.Header.CurrentVersion,
            $"a graph of version {header.Version}; expected {GraphFile.Header.CurrentVersion}");
        int end = bytes.Length - GraphFile.HashSize;
        Require(
            SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)),
            "damaged: its hash is not that of its content");
        Require(
            header.Rows == vectors.Count
                && header.IsOf(CollectionHash.Of(vectors, vectors.Count)),
            $"a graph of other vectors: of {header.Rows} rows, for {vectors.Count}");
        var metric = (SearchMetric)header.Metric;
        Require(
            Enum.IsDefined(metric) && vectors.Space.Allows(metric),
            $"metric {header.Metric} has no meaning for these vectors");
        long length = headerSize + sizeof(ushort) * (long)header.Rows
            + sizeof(int) * (long)Math.Max(0, header.LinkCount)
            + 2 * sizeof(int) * (long)Math.Max(0, header.TwinCount)
            + sizeof(float) * (long)Math.Max(0, header.SizeCount)
            + sizeof(ulong) * (long)Math.Max(0, header.AliveWords);
        Require(
            header is { LinkCount: >= 0, TwinCount: >= 0, SizeCount: >= 0, AliveWords: >= 0 }
                && length == end,
            "its length is not that of its parts");

        GraphOptions options = Options(header);
        Links links = ReadLinks(header.Rows, header.LinkCount, options.Capacity);
        Twins twins = ReadTwins(header.Rows, header.TwinCount, links);
        Require(
            header.Rows == 0
                ? header.Entry == -1
                : (uint)header.Entry < (uint)header.Rows && !twins.IsTwin(header.Entry),
            $"searches begin at row {header.Entry}, which is not in the graph");
        bool usesSizes = metric is SearchMetric.Cosine or SearchMetric.Dot
            || metric == SearchMetric.Tanimoto
                && vectors.Space.Encoding == VectorEncoding.Single;
        Require(
            header.SizeCount == (usesSizes ? header.Rows : 0),
            $"{header.SizeCount} sizes of {header.Rows} rows");
        float[] sizes = Take<float>(header.SizeCount).ToArray();
        RowMask? alive = ReadAlive(header.Rows, header.AliveWords);
        return GraphIndex.Of(
            vectors,
            metric,
            options,
            new GraphState(links, header.Entry, twins, sizes, header.LargestSquare),
            alive);
    }

    private static void Require(bool isSo, string problem)
    {
        if (!isSo)
        {
            throw new InvalidDataException(problem);
        }
    }

    private static GraphOptions Options(GraphFile.Header header)
    {
        try
        {
            return new GraphOptions
            {
                Degree = header.Degree,
                BuildEffort = header.BuildEffort,
                Effort = header.Effort,
                Reach = header.Reach,
                Seed = header.Seed,
            };
        }
        catch (ArgumentOutOfRangeException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    private ReadOnlySpan<T> Take<T>(int count)
        where T : unmanaged
    {
        int size = checked(count * Unsafe.SizeOf<T>());
        ReadOnlySpan<T> taken = MemoryMarshal.Cast<byte, T>(bytes.AsSpan(position, size));
        position += size;
        return taken;
    }

    private Links ReadLinks(int rows, long linkCount, int capacity)
    {
        var links = new Links(rows, capacity);
        ReadOnlySpan<ushort> degrees = Take<ushort>(rows);
        long sum = 0;
        foreach (ushort degree in degrees)
        {
            Require(degree <= capacity, $"{degree} links of a row; at most {capacity}");
            sum += degree;
        }

        Require(sum == linkCount, $"{linkCount} links, and {sum} by the rows");
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<int> linked = Take<int>(degrees[row]);
            foreach (int link in linked)
            {
                Require(
                    (uint)link < (uint)rows, $"row {row} links to row {link} of {rows}");
            }

            links.Set(row, linked);
        }

        return links;
    }

    private Twins ReadTwins(int rows, int count, Links links)
    {
        var pairs = new (int First, int Twin)[count];
        ReadOnlySpan<int> numbers = Take<int>(checked(2 * count));
        var seen = new RowMask(rows);
        for (int i = 0; i < count; i++)
        {
            (int first, int twin) = pairs[i] = (numbers[2 * i], numbers[2 * i + 1]);
            Require(
                (uint)first < (uint)rows && (uint)twin < (uint)rows && first != twin
                    && !seen[twin] && links.Of(twin).IsEmpty,
                $"row {twin} is said to equal row {first}");
            seen[twin] = true;
        }

        Require(
            pairs.All(pair => !seen[pair.First]), "a row is said to equal one not in the graph");
        for (int row = 0; row < rows && count > 0; row++)
        {
            foreach (int link in links.Of(row))
            {
                Require(!seen[link], $"row {row} links to row {link}, which is not in the graph");
            }
        }

        return new Twins(rows, pairs);
    }

    private RowMask? ReadAlive(int rows, int words)
    {
        Require(
            words == 0 || words == (rows + 63) / 64, $"{words} words of bits for {rows} rows");
        if (words == 0)
        {
            return null;
        }

        ReadOnlySpan<ulong> bits = Take<ulong>(words);
        var alive = new RowMask(rows);
        for (int row = 0; row < rows; row++)
        {
            alive[row] = (bits[row / 64] >> (row % 64) & 1) == 1;
        }

        return alive;
    }
}
