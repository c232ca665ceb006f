using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Similarity.Search.Graph;

/// <summary>Where the rows of a collection lie in memory, to be looked up at every hop.</summary>
internal readonly unsafe struct RowTable
{
    /// <summary>
    /// Rows that share an entry of <see cref="segmentOfBlock"/>, as a power of 2.
    /// </summary>
    private const int BlockShift = 10;

    /// <summary>
    /// Bytes of a row asked for ahead; the processor sees the pattern after that.
    /// </summary>
    private const int PrefetchedBytes = 512;

    private const int CacheLine = 64;

    private readonly int[] segmentOfBlock;

    /// <summary>
    /// The first row of each segment, and one past the last row of the collection.
    /// </summary>
    private readonly int[] firstRows;

    private readonly nint[] bases;
    private readonly VectorCollection vectors;

    internal RowTable(VectorCollection vectors)
    {
        this.vectors = vectors;
        int segments = vectors.Segments.Length;
        firstRows = new int[segments + 1];
        bases = new nint[segments];
        for (int i = 0; i < segments; i++)
        {
            firstRows[i] = vectors.FirstRow(i);
            bases[i] = (nint)vectors.Segments[i].Rows;
        }

        firstRows[segments] = vectors.Count;
        Stride = StrideOf(vectors.Space);
        segmentOfBlock = new int[(vectors.Count >> BlockShift) + 1];
        int segment = 0;
        for (int block = 0; block < segmentOfBlock.Length; block++)
        {
            while (segment + 1 < segments && firstRows[segment + 1] <= block << BlockShift)
            {
                segment++;
            }

            segmentOfBlock[block] = segment;
        }
    }

    /// <summary>Floats from the beginning of a row to that of the next.</summary>
    internal int Stride { get; }

    internal static int StrideOf(VectorSpace space) =>
        (space.Lanes + Distances.PaddedSums.Unit - 1)
        / Distances.PaddedSums.Unit * Distances.PaddedSums.Unit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* Row(int row)
    {
        int segment = segmentOfBlock[row >> BlockShift];
        while (row >= firstRows[segment + 1])
        {
            segment++;
        }

        return (float*)bases[segment] + (long)(row - firstRows[segment]) * Stride;
    }

    /// <summary>Asks for the beginning of a row ahead of its use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int row)
    {
        if (Sse.IsSupported)
        {
            byte* address = (byte*)Row(row);
            int bytes = Math.Min(PrefetchedBytes, Stride * sizeof(float));
            for (int offset = 0; offset < bytes; offset += CacheLine)
            {
                Sse.Prefetch0(address + offset);
            }
        }
    }

    internal bool AreEqual(int a, int b) =>
        Bytes(a).SequenceEqual(Bytes(b));

    /// <summary>A number that equal rows share and others hardly ever.</summary>
    internal ulong Hash(int row) => XxHash3.HashToUInt64(Bytes(row));

    /// <summary>Of a row with its padding, which is zero in every row.</summary>
    private ReadOnlySpan<byte> Bytes(int row)
    {
        ReadOnlySpan<byte> bytes = new(Row(row), Stride * sizeof(float));
        GC.KeepAlive(vectors);
        return bytes;
    }
}
