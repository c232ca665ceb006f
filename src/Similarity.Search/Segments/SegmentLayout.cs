namespace Similarity.Search.Segments;

/// <summary>
/// Where the parts of a segment lie, in bytes from its beginning, each at a multiple of 64: a
/// header of 128, the description (space and tag), the rows, the keys, the ends of the ids, the
/// ids.
/// </summary>
/// <param name="Description">Bytes of the description.</param>
/// <param name="Stride">Floats from a row to the next.</param>
/// <param name="Ids">Bytes of all ids together.</param>
internal readonly record struct SegmentLayout(long Description, long Count, int Stride, long Ids)
{
    public const int HeaderBytes = 128;

    public const int Alignment = 64;

    public const int FloatsAligned = Alignment / sizeof(float);

    public long RowsAt => HeaderBytes + Aligned(Description);

    public long KeysAt => checked(RowsAt + Count * Stride * sizeof(float));

    public long EndsAt => checked(KeysAt + Aligned(Count * sizeof(long)));

    public long IdsAt => checked(EndsAt + Aligned(Count * sizeof(long)));

    public long Length => checked(IdsAt + Aligned(Ids));

    /// <summary>Floats from a row of so many lanes to the next.</summary>
    public static int StrideOf(int lanes) =>
        checked(lanes + FloatsAligned - 1) / FloatsAligned * FloatsAligned;

    public static long Aligned(long bytes) =>
        checked(bytes + Alignment - 1) / Alignment * Alignment;
}
