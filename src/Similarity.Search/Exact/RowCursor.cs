namespace Similarity.Search.Exact;

/// <summary>Finds rows of a collection, quickly where they are asked for in their order.</summary>
internal unsafe struct RowCursor(VectorCollection vectors)
{
    private int first;
    private int count;
    private int stride;
    private float* rows;

    public float* Row(int row)
    {
        if ((uint)(row - first) >= (uint)count)
        {
            (VectorSegment segment, int local) = vectors.Locate(row);
            first = row - local;
            count = segment.Count;
            stride = segment.Stride;
            rows = segment.Rows;
        }

        return rows + (long)(row - first) * stride;
    }
}
