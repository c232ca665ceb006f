using System.Text;
using Similarity.Search.Segments;

namespace Similarity.Search;

/// <summary>
/// Vectors in one piece of memory, each beginning at a multiple of 64 bytes, with their ids and
/// keys: a mapped file or memory of the process. Immutable.
/// </summary>
public sealed unsafe partial class VectorSegment : IDisposable
{
    private readonly SegmentMemory memory;
    private readonly SegmentLayout layout;
    private readonly string name;

    private VectorSegment(
        SegmentMemory memory, SegmentLayout layout, VectorSpace space, string tag, string name)
    {
        this.memory = memory;
        this.layout = layout;
        this.name = name;
        Space = space;
        Tag = tag;
    }

    public VectorSpace Space { get; }

    /// <summary>The text that the writer of the file was given; empty in memory.</summary>
    public string Tag { get; }

    public int Count => (int)layout.Count;

    /// <summary>Floats from the beginning of a row to that of the next.</summary>
    public int Stride => layout.Stride;

    /// <summary>
    /// Numbers that whoever keeps the vectors knows them by, ascending.
    /// </summary>
    public ReadOnlySpan<long> Keys => new(At(layout.KeysAt), Count);

    internal float* Rows => (float*)At(layout.RowsAt);

    private ReadOnlySpan<long> Ends => new(At(layout.EndsAt), Count);

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

        byte[][] texts = [.. ids.Select(Encoding.UTF8.GetBytes)];
        var layout = new SegmentLayout(
            0,
            ids.Count,
            SegmentLayout.StrideOf(space.Lanes),
            texts.Sum(text => (long)text.Length));
        var memory = new AllocatedMemory(layout.Length);
        var segment = new VectorSegment(memory, layout, space, string.Empty, "memory");
        var ends = new Span<long>(segment.At(layout.EndsAt), ids.Count);
        long end = 0;
        for (int row = 0; row < ids.Count; row++)
        {
            vectors.Slice(row * space.Lanes, space.Lanes).CopyTo(
                new Span<float>(segment.Rows + (long)row * layout.Stride, space.Lanes));
            texts[row].CopyTo(
                new Span<byte>(segment.At(layout.IdsAt + end), texts[row].Length));
            ends[row] = end += texts[row].Length;
        }

        keys.CopyTo(new Span<long>(segment.At(layout.KeysAt), ids.Count));
        if ((space.Fault() ?? segment.Fault()) is string fault)
        {
            segment.Dispose();
            throw new ArgumentException(fault);
        }

        return segment;
    }

    /// <summary>The lanes of a row, without padding.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        return new ReadOnlySpan<float>(Rows + (long)row * Stride, Space.Lanes);
    }

    public string Id(int row) => Encoding.UTF8.GetString(IdBytes(row));

    /// <summary>The id in UTF-8, whose order of bytes is the order of ids.</summary>
    /// <exception cref="InvalidSegmentException">
    /// Of a file opened without verification, whose table of ids is damaged.
    /// </exception>
    public ReadOnlySpan<byte> IdBytes(int row)
    {
        long first = row == 0 ? 0 : Ends[row - 1], end = Ends[row];
        if (first < 0 || end < first || end > layout.Ids || end - first > int.MaxValue)
        {
            throw new InvalidSegmentException(
                name, $"id {row} lies from byte {first} to {end} of {layout.Ids}");
        }

        return new ReadOnlySpan<byte>(At(layout.IdsAt + first), (int)(end - first));
    }

    public void Dispose() => memory.Dispose();

    private byte* At(long offset)
    {
        byte* start = memory.Start;
        ObjectDisposedException.ThrowIf(start is null, this);
        return start + offset;
    }

    /// <summary>What is wrong with the vectors, keys or ids; null if nothing is.</summary>
    private string? Fault()
    {
        ReadOnlySpan<long> keys = Keys, ends = Ends;
        long end = 0;
        for (int row = 0; row < Count; row++)
        {
            if (row > 0 && keys[row] < keys[row - 1])
            {
                return $"key {keys[row]} of vector {row} is below the one before";
            }

            if (ends[row] < end || ends[row] > layout.Ids)
            {
                return $"id {row} ends at byte {ends[row]} of {layout.Ids}";
            }

            end = ends[row];
            if (Space.FaultOf(Row(row)) is string fault)
            {
                return $"vector {row}: {fault}";
            }
        }

        return end == layout.Ids ? null : $"ids end at byte {end} of {layout.Ids}";
    }
}
