using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Similarity.Search.Kernels;

/// <summary>
/// Adds to eight sums of 32 bits a function of four bytes of a query and of eight rows: their
/// product or their distance.
/// </summary>
internal interface IByteSum
{
    /// <summary>
    /// What is added to each byte of the query beforehand. The sum is then too large by this times
    /// the sum of the row's bytes.
    /// </summary>
    static abstract int Offset { get; }

    /// <param name="query">The same four bytes in each lane.</param>
    /// <param name="rows">Four bytes of a row in each lane.</param>
    static abstract Vector256<int> Add(
        Vector256<int> sum, Vector256<int> query, Vector256<int> rows);
}

/// <summary>Σ q r of bytes from −127 to 127, with AVX-VNNI: 32 products an instruction.</summary>
internal readonly struct VnniProduct : IByteSum
{
    public static int Offset => 128;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(
        Vector256<int> sum, Vector256<int> query, Vector256<int> rows) =>
        AvxVnni.MultiplyWideningAndAdd(sum, query.AsByte(), rows.AsSByte());
}

internal readonly struct Avx2Product : IByteSum
{
    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<int> query, Vector256<int> rows)
    {
        // q r = (q sgn r) |r|, and two products of at most 127² fit 16 bits.
        Vector256<short> pairs = Avx2.MultiplyAddAdjacent(
            Avx2.Abs(rows.AsSByte()), Avx2.Sign(query.AsSByte(), rows.AsSByte()));
        return sum + Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
    }
}

internal readonly struct PortableProduct : IByteSum
{
    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(
        Vector256<int> sum, Vector256<int> query, Vector256<int> rows) =>
        sum
        + (query << 24 >> 24) * (rows << 24 >> 24)
        + (query << 16 >> 24) * (rows << 16 >> 24)
        + (query << 8 >> 24) * (rows << 8 >> 24)
        + (query >> 24) * (rows >> 24);
}

/// <summary>Σ |q − r| of bytes from 0 to 255.</summary>
internal readonly struct VnniDistance : IByteSum
{
    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<int> query, Vector256<int> rows)
    {
        Vector256<byte> q = query.AsByte(), r = rows.AsByte();
        return AvxVnni.MultiplyWideningAndAdd(
            sum, Avx2.Max(q, r) - Avx2.Min(q, r), Vector256<sbyte>.One);
    }
}

internal readonly struct Avx2Distance : IByteSum
{
    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<int> query, Vector256<int> rows)
    {
        Vector256<byte> q = query.AsByte(), r = rows.AsByte();
        Vector256<short> pairs = Avx2.MultiplyAddAdjacent(
            Avx2.Max(q, r) - Avx2.Min(q, r), Vector256<sbyte>.One);
        return sum + Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
    }
}

internal readonly struct PortableDistance : IByteSum
{
    public static int Offset => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(
        Vector256<int> sum, Vector256<int> query, Vector256<int> rows) =>
        sum
        + Vector256.Abs((query & Low) - (rows & Low))
        + Vector256.Abs((query >>> 8 & Low) - (rows >>> 8 & Low))
        + Vector256.Abs((query >>> 16 & Low) - (rows >>> 16 & Low))
        + Vector256.Abs((query >>> 24) - (rows >>> 24));

    private static Vector256<int> Low => Vector256.Create(0xFF);
}
