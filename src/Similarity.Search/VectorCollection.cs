using System.Collections.Immutable;

namespace Similarity.Search;

/// <summary>
/// The vectors of several segments as one sequence of rows, in the order of the segments.
/// </summary>
public sealed class VectorCollection : IDisposable
{
    private readonly int[] firstRows;

    /// <param name="segments">Owned from here on. Keys ascend through all of them.</param>
    public VectorCollection(VectorSpace space, IEnumerable<VectorSegment> segments)
    {
        Space = space;
        Segments = [.. segments];
        firstRows = new int[Segments.Length];
        for (int i = 0; i < Segments.Length; i++)
        {
            if (Segments[i].Space.Encoding != space.Encoding
                || Segments[i].Space.Lanes != space.Lanes)
            {
                throw new ArgumentException(
                    $"segment {i} has vectors of {Segments[i].Space.Lanes} lanes; expected "
                    + $"{space.Lanes}");
            }

            firstRows[i] = Count;
            Count = checked(Count + Segments[i].Count);
        }
    }

    public VectorSpace Space { get; }

    public ImmutableArray<VectorSegment> Segments { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The row of the collection that is row 0 of a segment.</summary>
    public int FirstRow(int segment) => firstRows[segment];

    public ReadOnlySpan<float> Row(int row)
    {
        (VectorSegment segment, int local) = Locate(row);
        return segment.Row(local);
    }

    public string Id(int row)
    {
        (VectorSegment segment, int local) = Locate(row);
        return segment.Id(local);
    }

    public long Key(int row)
    {
        (VectorSegment segment, int local) = Locate(row);
        return segment.Keys[local];
    }

    /// <summary>The order of the ids of two rows.</summary>
    public int CompareIds(int a, int b)
    {
        (VectorSegment segmentA, int localA) = Locate(a);
        (VectorSegment segmentB, int localB) = Locate(b);
        return segmentA.IdBytes(localA).SequenceCompareTo(segmentB.IdBytes(localB));
    }

    public void Dispose()
    {
        foreach (VectorSegment segment in Segments)
        {
            segment.Dispose();
        }
    }

    internal (VectorSegment Segment, int Row) Locate(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);

        // Empty segments share their first row with the next one, which is the one to find.
        int found = Array.BinarySearch(firstRows, row);
        int segment = found >= 0 ? found : ~found - 1;
        while (row - firstRows[segment] >= Segments[segment].Count)
        {
            segment++;
        }

        return (Segments[segment], row - firstRows[segment]);
    }
}
