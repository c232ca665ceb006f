using System.Runtime.InteropServices;
using System.Text;

namespace Similarity.Search;

/// <summary>
/// Vectors in one piece of memory, each beginning at a multiple of 64 bytes, with their ids and
/// keys. Immutable.
/// </summary>
public sealed unsafe class VectorSegment : IDisposable
{
    /// <summary>Floats in 64 bytes, the unit that rows are padded to, with zeros.</summary>
    private const int Alignment = 16;

    private readonly byte[][] ids;
    private readonly long[] keys;
    private float* rows;

    private VectorSegment(VectorSpace space, byte[][] ids, long[] keys)
    {
        Space = space;
        this.ids = ids;
        this.keys = keys;
        Stride = (space.Lanes + Alignment - 1) / Alignment * Alignment;
        nuint bytes = (nuint)ids.Length * (nuint)Stride * sizeof(float);
        rows = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, 64), 64);
        NativeMemory.Clear(rows, bytes);
    }

    ~VectorSegment() => Free();

    public VectorSpace Space { get; }

    public int Count => ids.Length;

    /// <summary>Floats from the beginning of a row to that of the next.</summary>
    public int Stride { get; }

    /// <summary>
    /// Numbers that whoever keeps the vectors knows them by, ascending.
    /// </summary>
    public ReadOnlySpan<long> Keys => keys;

    internal float* Rows => rows;

    /// <summary>A segment in memory.</summary>
    /// <param name="vectors">One after the other, each of the lanes of the space.</param>
    public static VectorSegment Of(
        VectorSpace space,
        IReadOnlyList<string> ids,
        ReadOnlySpan<long> keys,
        ReadOnlySpan<float> vectors)
    {
        if (keys.Length != ids.Count || vectors.Length != (long)ids.Count * space.Lanes)
        {
            throw new ArgumentException(
                $"{ids.Count} ids, {keys.Length} keys and {vectors.Length} lanes of vectors of "
                + $"{space.Lanes}");
        }

        var segment = new VectorSegment(
            space, [.. ids.Select(Encoding.UTF8.GetBytes)], keys.ToArray());
        for (int row = 0; row < ids.Count; row++)
        {
            vectors.Slice(row * space.Lanes, space.Lanes)
                .CopyTo(new Span<float>(segment.rows + (long)row * segment.Stride, space.Lanes));
        }

        return segment;
    }

    /// <summary>The lanes of a row, without padding.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        return new ReadOnlySpan<float>(rows + (long)row * Stride, Space.Lanes);
    }

    public string Id(int row) => Encoding.UTF8.GetString(IdBytes(row));

    /// <summary>The id in UTF-8, whose order of bytes is the order of ids.</summary>
    public ReadOnlySpan<byte> IdBytes(int row) => ids[row];

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(rows);
        rows = null;
    }
}
