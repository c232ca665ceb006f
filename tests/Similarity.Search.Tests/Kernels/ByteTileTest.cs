using Similarity.Numerics;
using Similarity.Search.Kernels;

namespace Similarity.Search.Tests.Kernels;

public sealed unsafe class ByteTileTest
{
    [Fact]
    public void ProductsAgreeWithPlainSumsForEveryLength() =>
        Compare(ByteTile.Products, -127, (q, r) => (sbyte)q * (sbyte)r);

    [Fact]
    public void DistancesAgreeWithPlainSumsForEveryLength() =>
        Compare(ByteTile.Distances, 0, (q, r) => Math.Abs(q - r));

    private static void Compare(
        Func<ByteInstructions, ByteTile> tiles, int lowest, Func<byte, byte, int> term)
    {
        var random = new RandomStream(32);
        for (int groups = 0; groups <= 64; groups++)
        {
            byte[][] queries = [.. Enumerable.Range(0, ByteTile.Queries)
                .Select(_ => Bytes(4 * groups, lowest, random))];
            byte[][] rows = [.. Enumerable.Range(0, ByteTile.Rows)
                .Select(_ => Bytes(4 * groups, lowest, random))];
            foreach (ByteInstructions instructions in ByteInstructionSets.Available)
            {
                ByteTile tile = tiles(instructions);
                int[] sums = Sums(tile, groups, queries, rows);
                for (int query = 0; query < queries.Length; query++)
                {
                    for (int row = 0; row < ByteTile.Rows; row++)
                    {
                        int offset = tile.Offset * rows[row].Sum(r => (int)(sbyte)r);
                        Assert.Equal(
                            queries[query].Zip(rows[row], term).Sum(),
                            sums[query * ByteTile.Rows + row] - offset);
                    }
                }
            }
        }
    }

    /// <summary>Of three queries at once; each alone must give the same.</summary>
    private static int[] Sums(ByteTile tile, int groups, byte[][] queries, byte[][] rows)
    {
        byte[] block = [.. Enumerable.Range(0, groups).SelectMany(group =>
            rows.SelectMany(row => row.Skip(4 * group).Take(4)))];
        byte[] codes =
            [.. queries.SelectMany(query => query.Select(q => (byte)(q + tile.Offset)))];
        int[] sums = new int[ByteTile.Queries * ByteTile.Rows], single = new int[ByteTile.Rows];
        using GuardedFloats guardedBlock = Guarded(block), guardedCodes = Guarded(codes);
        int* b = (int*)guardedBlock.Values, q = (int*)guardedCodes.Values;
        fixed (int* s = sums, one = single)
        {
            tile.SumThree(groups, q, b, s);
            for (int query = 0; query < queries.Length; query++)
            {
                tile.SumOne(groups, q + query * groups, b, one);
                Assert.Equal(
                    sums.AsSpan(query * ByteTile.Rows, ByteTile.Rows), single.AsSpan());
            }
        }

        return sums;
    }

    private static GuardedFloats Guarded(byte[] bytes) =>
        new(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes));

    // The extremes often: where an instruction saturates, it does there.
    private static byte[] Bytes(int count, int lowest, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(_ => (byte)(random.Below(3) switch
        {
            0 => lowest,
            1 => lowest + 254 + (lowest == 0 ? 1 : 0),
            _ => lowest + random.Below(255),
        }))];
}
