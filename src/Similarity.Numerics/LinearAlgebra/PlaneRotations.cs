using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The orthogonal Z of a product of rotations of neighbouring columns, collected and applied many
/// sweeps at a time. Z lies in strips of 16 rows, each element (k, i) at <c>strip[16 i + k]</c>: a
/// strip of order 500 is 64 KiB and stays in the second cache while all collected sweeps pass over
/// it, one rotation being 16 multiply-adds of 256 bits in registers.
/// </summary>
internal sealed class PlaneRotations
{
    private const int Strip = 16;

    private readonly int order;
    private readonly int threads;
    private readonly double[][] strips;
    private readonly List<(int First, int Count)> sweeps = [];
    private readonly double[] cosines;
    private readonly double[] sines;
    private int collected;

    public PlaneRotations(int order, int threads)
    {
        this.order = order;
        this.threads = threads;
        strips = new double[(order + Strip - 1) / Strip][];
        for (int s = 0; s < strips.Length; s++)
        {
            strips[s] = new double[order * Strip];
            for (int k = 0; k < Math.Min(Strip, order - s * Strip); k++)
            {
                strips[s][(s * Strip + k) * Strip + k] = 1;
            }
        }

        cosines = new double[16 * order];
        sines = new double[16 * order];
    }

    /// <summary>
    /// A sweep rotates the columns (first, first + 1), then (first − 1, first), and so on
    /// downwards: z₊ ← s z + c z₊, z ← c z − s z₊.
    /// </summary>
    public void BeginSweep(int first)
    {
        if (collected + first + 1 > cosines.Length)
        {
            Apply();
        }

        sweeps.Add((first, 0));
    }

    public void Add(double cosine, double sine)
    {
        (int first, int count) = sweeps[^1];
        sweeps[^1] = (first, count + 1);
        cosines[collected] = cosine;
        sines[collected++] = sine;
    }

    /// <summary>Z, with the columns in the order given.</summary>
    public Matrix<double> ToMatrix(ReadOnlySpan<int> columns)
    {
        Apply();
        var z = new Matrix<double>(order, columns.Length);
        for (int k = 0; k < order; k++)
        {
            double[] strip = strips[k / Strip];
            Span<double> row = z.Row(k);
            for (int j = 0; j < columns.Length; j++)
            {
                row[j] = strip[columns[j] * Strip + k % Strip];
            }
        }

        return z;
    }

    private void Apply()
    {
        if (threads > 1)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
            Parallel.For(0, strips.Length, options, Apply);
        }
        else
        {
            for (int s = 0; s < strips.Length; s++)
            {
                Apply(s);
            }
        }

        sweeps.Clear();
        collected = 0;
    }

    private void Apply(int s)
    {
        Span<double> strip = strips[s];
        int offset = 0;
        foreach ((int first, int count) in sweeps)
        {
            Rotate(
                strip.Slice((first + 1 - count) * Strip, (count + 1) * Strip),
                cosines.AsSpan(offset, count),
                sines.AsSpan(offset, count));
            offset += count;
        }
    }

    private static void Rotate(
        Span<double> columns, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        // The column that the next rotation shares stays in registers. Both slices were checked by
        // the caller; checking each load again costs a third of the time.
        ref double z = ref MemoryMarshal.GetReference(columns);
        nuint at = (nuint)(cosines.Length * Strip);
        Vector256<double> z0 = Vector256.LoadUnsafe(ref z, at);
        Vector256<double> z1 = Vector256.LoadUnsafe(ref z, at + 4);
        Vector256<double> z2 = Vector256.LoadUnsafe(ref z, at + 8);
        Vector256<double> z3 = Vector256.LoadUnsafe(ref z, at + 12);
        for (int r = 0; r < cosines.Length; r++, at -= Strip)
        {
            Vector256<double> c = Vector256.Create(cosines[r]);
            Vector256<double> s = Vector256.Create(sines[r]), minus = -s;
            z0 = Rotate(ref z, at, c, s, minus, z0);
            z1 = Rotate(ref z, at + 4, c, s, minus, z1);
            z2 = Rotate(ref z, at + 8, c, s, minus, z2);
            z3 = Rotate(ref z, at + 12, c, s, minus, z3);
        }

        z0.StoreUnsafe(ref z, at);
        z1.StoreUnsafe(ref z, at + 4);
        z2.StoreUnsafe(ref z, at + 8);
        z3.StoreUnsafe(ref z, at + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Rotate(
        ref double columns,
        nuint upper,
        Vector256<double> c,
        Vector256<double> s,
        Vector256<double> minus,
        Vector256<double> z)
    {
        Vector256<double> lower = Vector256.LoadUnsafe(ref columns, upper - Strip);
        Vector256.MultiplyAddEstimate(s, lower, c * z).StoreUnsafe(ref columns, upper);
        return Vector256.MultiplyAddEstimate(minus, z, c * lower);
    }
}
