using System.Runtime.CompilerServices;
using Similarity.Search.Kernels;
using Similarity.Search.Segments;

namespace Similarity.Search.Quantised;

/// <summary>
/// The rows of a collection in bytes, in the blocks that <see cref="ByteTile"/> takes, with what
/// their coding knows of each. Behind the last row its block is filled with zeros.
/// </summary>
internal sealed unsafe class QuantisedRows : IDisposable
{
    /// <summary>More lanes, and the sums of their products would not fit 32 bits.</summary>
    public const int MostLanes = 1 << 16;

    private const int NumbersPerRow = 5;

    private readonly AllocatedMemory memory;
    private readonly int blocks;

    private QuantisedRows(VectorCollection vectors, ByteCoding coding)
    {
        Coding = coding;
        Groups = GroupsOf(vectors.Space.Lanes);
        blocks = BlocksOf(vectors.Count);
        memory = new AllocatedMemory(BytesOf(vectors));
        int padded = blocks * ByteTile.Rows;
        Scales = (float*)(memory.Start + (long)blocks * ByteTile.Rows * Groups * sizeof(int));
        Norms = Scales + padded;
        Wholes = Norms + padded;
        Errors = Wholes + padded;
        Sums = (int*)(Errors + padded);
    }

    public ByteCoding Coding { get; }

    /// <summary>Four bytes each, that a row has.</summary>
    public int Groups { get; }

    // Of CodedVector, for each row.
    public float* Scales { get; }

    public float* Norms { get; }

    public float* Wholes { get; }

    public float* Errors { get; }

    public int* Sums { get; }

    /// <summary>The memory that a collection takes here.</summary>
    public static long BytesOf(VectorCollection vectors) =>
        (long)BlocksOf(vectors.Count) * ByteTile.Rows
        * (GroupsOf(vectors.Space.Lanes) + NumbersPerRow) * sizeof(int);

    public static QuantisedRows Of(
        VectorCollection vectors, SearchMetric metric, int threads, CancellationToken cancellation)
    {
        var rows = new QuantisedRows(vectors, ByteCoding.For(vectors, metric));
        try
        {
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            };
            Parallel.For(
                0,
                rows.blocks,
                options,
                () => (Values: new double[vectors.Space.Lanes], Codes: new byte[4 * rows.Groups]),
                (block, _, buffers) =>
                {
                    rows.Encode(vectors, block, buffers.Values, buffers.Codes);
                    return buffers;
                },
                _ => { });
        }
        catch
        {
            rows.Dispose();
            throw;
        }

        return rows;
    }

    public int* Block(int block) =>
        (int*)memory.Start + (long)block * ByteTile.Rows * Groups;

    public void Dispose() => memory.Dispose();

    public static int GroupsOf(int lanes) => (lanes + 3) / 4;

    private static int BlocksOf(int count) =>
        (int)(((long)count + ByteTile.Rows - 1) / ByteTile.Rows);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Encode(VectorCollection vectors, int block, double[] values, byte[] codes)
    {
        int first = block * ByteTile.Rows;
        int end = Math.Min(ByteTile.Rows, vectors.Count - first);
        int* target = Block(block);
        fixed (byte* bytes = codes)
        {
            int* groups = (int*)bytes;
            for (int i = 0; i < end; i++)
            {
                CodedVector coded = Coding.Encode(
                    vectors.Row(first + i), values, codes.AsSpan(0, vectors.Space.Lanes));
                for (int group = 0; group < Groups; group++)
                {
                    target[group * ByteTile.Rows + i] = groups[group];
                }

                Scales[first + i] = coded.Scale;
                Norms[first + i] = coded.Norm;
                Wholes[first + i] = coded.Whole;
                Errors[first + i] = coded.Error;
                Sums[first + i] = coded.Sum;
            }
        }
    }
}
