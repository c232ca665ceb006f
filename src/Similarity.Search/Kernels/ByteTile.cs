using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Similarity.Search.Kernels;

/// <summary>
/// Sums over the bytes of some queries with each of 32 rows. A block of rows holds the first four
/// bytes of each row, then the next four of each: one instruction works on eight rows, and no sum
/// has to be put together in the end.
/// </summary>
internal abstract unsafe class ByteTile
{
    public const int Rows = 32;

    /// <summary>
    /// Queries of one call: with four sums each they fill 12 of 16 registers, and each byte of the
    /// rows is read once for all of them.
    /// </summary>
    public const int Queries = 3;

    /// <summary>See <see cref="IByteSum.Offset"/>.</summary>
    public abstract int Offset { get; }

    public static ByteTile Products(ByteInstructions instructions) => instructions switch
    {
        ByteInstructions.AvxVnni => new ByteTile<VnniProduct>(),
        ByteInstructions.Avx2 => new ByteTile<Avx2Product>(),
        _ => new ByteTile<PortableProduct>(),
    };

    public static ByteTile Distances(ByteInstructions instructions) => instructions switch
    {
        ByteInstructions.AvxVnni => new ByteTile<VnniDistance>(),
        ByteInstructions.Avx2 => new ByteTile<Avx2Distance>(),
        _ => new ByteTile<PortableDistance>(),
    };

    /// <param name="groups">Of four bytes.</param>
    /// <param name="queries">Three of them, each of so many groups.</param>
    /// <param name="block">32 rows of so many groups.</param>
    /// <param name="sums">32 for each query.</param>
    public abstract void SumThree(int groups, int* queries, int* block, int* sums);

    public abstract void SumOne(int groups, int* query, int* block, int* sums);
}

/// <summary>With one function of bytes, and one set of instructions.</summary>
internal sealed unsafe class ByteTile<TSum> : ByteTile
    where TSum : struct, IByteSum
{
    public override int Offset => TSum.Offset;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SumThree(int groups, int* queries, int* block, int* sums)
    {
        int* second = queries + groups, third = second + groups;
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<int> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector256<int> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int group = 0; group < groups; group++)
        {
            Vector256<int> a = Vector256.Create(queries[group]);
            Vector256<int> b = Vector256.Create(second[group]);
            Vector256<int> c = Vector256.Create(third[group]);
            Vector256<int> rows = Vector256.Load(block);
            a0 = TSum.Add(a0, a, rows);
            b0 = TSum.Add(b0, b, rows);
            c0 = TSum.Add(c0, c, rows);
            rows = Vector256.Load(block + 8);
            a1 = TSum.Add(a1, a, rows);
            b1 = TSum.Add(b1, b, rows);
            c1 = TSum.Add(c1, c, rows);
            rows = Vector256.Load(block + 16);
            a2 = TSum.Add(a2, a, rows);
            b2 = TSum.Add(b2, b, rows);
            c2 = TSum.Add(c2, c, rows);
            rows = Vector256.Load(block + 24);
            a3 = TSum.Add(a3, a, rows);
            b3 = TSum.Add(b3, b, rows);
            c3 = TSum.Add(c3, c, rows);
            block += Rows;
        }

        Store(a0, a1, a2, a3, sums);
        Store(b0, b1, b2, b3, sums + Rows);
        Store(c0, c1, c2, c3, sums + 2 * Rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SumOne(int groups, int* query, int* block, int* sums)
    {
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default;
        for (int group = 0; group < groups; group++)
        {
            Vector256<int> a = Vector256.Create(query[group]);
            a0 = TSum.Add(a0, a, Vector256.Load(block));
            a1 = TSum.Add(a1, a, Vector256.Load(block + 8));
            a2 = TSum.Add(a2, a, Vector256.Load(block + 16));
            a3 = TSum.Add(a3, a, Vector256.Load(block + 24));
            block += Rows;
        }

        Store(a0, a1, a2, a3, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3, int* sums)
    {
        s0.Store(sums);
        s1.Store(sums + 8);
        s2.Store(sums + 16);
        s3.Store(sums + 24);
    }
}
