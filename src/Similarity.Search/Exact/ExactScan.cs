using System.Numerics;
using Similarity.Search.Kernels;
using Similarity.Search.Quantised;

namespace Similarity.Search.Exact;

/// <summary>
/// One pass over the rows for some queries, by one thread: the rows that the bytes do not rule out,
/// or all of them, are computed in double precision.
/// </summary>
internal sealed unsafe class ExactScan
{
    // Of 32 rows so few are read faster than the bytes of all.
    private const int FewRows = 4;

    private readonly ExactValues values;
    private readonly RowMask? among;
    private readonly int rowCount;
    private readonly QuantisedRows? quantised;
    private readonly QuantisedQueries? codes;
    private readonly ByteTile? tile;
    private readonly Reach[] reaches;
    private RowCursor cursor;

    public ExactScan(
        VectorCollection vectors,
        ExactValues values,
        int queries,
        SearchOptions options,
        (QuantisedRows Rows, QuantisedQueries Queries, ByteTile Tile)? bytes)
    {
        this.values = values;
        among = options.Among;
        rowCount = vectors.Count;
        (quantised, codes, tile) = (bytes?.Rows, bytes?.Queries, bytes?.Tile);
        cursor = new RowCursor(vectors);
        Nearest = new NearestHeap[queries];
        reaches = new Reach[queries];
        for (int query = 0; query < queries; query++)
        {
            Nearest[query] = new NearestHeap(vectors, options.Count);
            reaches[query] = new Reach(float.PositiveInfinity, 0);
        }
    }

    /// <summary>Of each query, among the rows scanned.</summary>
    public NearestHeap[] Nearest { get; }

    /// <summary>Rows whose value was computed, of all queries.</summary>
    public long Computed { get; private set; }

    /// <param name="block">Of 32 rows.</param>
    public void Scan(int block)
    {
        int first = block * ByteTile.Rows;
        uint allowed = Allowed(first);
        if (allowed == 0)
        {
            return;
        }

        if (quantised is null || BitOperations.PopCount(allowed) <= FewRows)
        {
            for (; allowed != 0; allowed &= allowed - 1)
            {
                int row = first + BitOperations.TrailingZeroCount(allowed);
                float* x = cursor.Row(row);
                for (int query = 0; query < Nearest.Length; query++)
                {
                    Compute(query, x, row);
                }
            }
        }
        else
        {
            ScanBytes(quantised, block, allowed);
        }
    }

    private void ScanBytes(QuantisedRows rows, int block, uint allowed)
    {
        int* sums = stackalloc int[ByteTile.Queries * ByteTile.Rows];
        int query = 0;
        for (; query + ByteTile.Queries <= Nearest.Length; query += ByteTile.Queries)
        {
            tile!.SumThree(rows.Groups, codes!.Codes(query), rows.Block(block), sums);
            for (int i = 0; i < ByteTile.Queries; i++)
            {
                ComputeNear(rows, query + i, block, sums + i * ByteTile.Rows, allowed);
            }
        }

        for (; query < Nearest.Length; query++)
        {
            tile!.SumOne(rows.Groups, codes!.Codes(query), rows.Block(block), sums);
            ComputeNear(rows, query, block, sums, allowed);
        }
    }

    private void ComputeNear(QuantisedRows rows, int query, int block, int* sums, uint allowed)
    {
        int first = block * ByteTile.Rows;
        uint near = allowed & rows.Coding.Near(
            rows, first, sums, tile!.Offset, codes![query], reaches[query]);
        for (; near != 0; near &= near - 1)
        {
            int row = first + BitOperations.TrailingZeroCount(near);
            Compute(query, cursor.Row(row), row);
        }
    }

    private void Compute(int query, float* x, int row)
    {
        NearestHeap nearest = Nearest[query];
        Computed++;
        if (nearest.Push(values.Key(query, x, row), row) && quantised is not null)
        {
            reaches[query] = quantised.Coding.ReachOf(nearest.Worst, values.Square(query));
        }
    }

    private uint Allowed(int first)
    {
        int rows = Math.Min(ByteTile.Rows, rowCount - first);
        uint allowed = uint.MaxValue >> (ByteTile.Rows - rows);
        return among is null ? allowed : allowed & (uint)(among.Words[first / 64] >> (first % 64));
    }
}
