using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// Σ_p w_p B_p over blocks B_p that follow one another. Reading the blocks is what takes the time,
/// so cosines and sines are summed in one pass.
/// </summary>
internal static class BlockSum
{
    private const int Wide = 16;
    private const int Narrow = 4;

    /// <param name="sum">As long as one block.</param>
    public static void Evaluate(
        ReadOnlySpan<double> blocks, ReadOnlySpan<double> weights, Span<double> sum)
    {
        int size = sum.Length;
        ref double values = ref MemoryMarshal.GetReference(blocks);
        ref double target = ref MemoryMarshal.GetReference(sum);
        int i = 0;
        for (; i + Wide <= size; i += Wide)
        {
            Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            nuint at = (nuint)i;
            foreach (double weight in weights)
            {
                var w = Vector256.Create(weight);
                sum0 = Add(sum0, w, Vector256.LoadUnsafe(ref values, at));
                sum1 = Add(sum1, w, Vector256.LoadUnsafe(ref values, at + 4));
                sum2 = Add(sum2, w, Vector256.LoadUnsafe(ref values, at + 8));
                sum3 = Add(sum3, w, Vector256.LoadUnsafe(ref values, at + 12));
                at += (nuint)size;
            }

            sum0.StoreUnsafe(ref target, (nuint)i);
            sum1.StoreUnsafe(ref target, (nuint)i + 4);
            sum2.StoreUnsafe(ref target, (nuint)i + 8);
            sum3.StoreUnsafe(ref target, (nuint)i + 12);
        }

        // The last vector may overlap the one before: what it overlaps comes out the same.
        for (; i < size && size >= Narrow; i += Narrow)
        {
            nuint start = (nuint)Math.Min(i, size - Narrow);
            nuint at = start;
            Vector256<double> sum0 = default;
            foreach (double weight in weights)
            {
                sum0 = Add(
                    sum0, Vector256.Create(weight), Vector256.LoadUnsafe(ref values, at));
                at += (nuint)size;
            }

            sum0.StoreUnsafe(ref target, start);
        }

        for (; i < size; i++)
        {
            sum[i] = 0;
            for (int p = 0; p < weights.Length; p++)
            {
                sum[i] += weights[p] * blocks[p * size + i];
            }
        }
    }

    /// <summary>Σ_p (cosines_p + i sines_p) B_p; the sums are as long as one block.</summary>
    public static void Evaluate(
        ReadOnlySpan<double> blocks,
        ReadOnlySpan<double> cosines,
        ReadOnlySpan<double> sines,
        Span<double> real,
        Span<double> imaginary)
    {
        int size = real.Length;
        ref double values = ref MemoryMarshal.GetReference(blocks);
        ref double re = ref MemoryMarshal.GetReference(real);
        ref double im = ref MemoryMarshal.GetReference(imaginary);
        int i = 0;
        for (; i + Wide <= size; i += Wide)
        {
            Vector256<double> re0 = default, re1 = default, re2 = default, re3 = default;
            Vector256<double> im0 = default, im1 = default, im2 = default, im3 = default;
            nuint at = (nuint)i;
            for (int p = 0; p < cosines.Length; p++)
            {
                var c = Vector256.Create(cosines[p]);
                var s = Vector256.Create(sines[p]);
                var v = Vector256.LoadUnsafe(ref values, at);
                (re0, im0) = (Add(re0, c, v), Add(im0, s, v));
                v = Vector256.LoadUnsafe(ref values, at + 4);
                (re1, im1) = (Add(re1, c, v), Add(im1, s, v));
                v = Vector256.LoadUnsafe(ref values, at + 8);
                (re2, im2) = (Add(re2, c, v), Add(im2, s, v));
                v = Vector256.LoadUnsafe(ref values, at + 12);
                (re3, im3) = (Add(re3, c, v), Add(im3, s, v));
                at += (nuint)size;
            }

            nuint start = (nuint)i;
            re0.StoreUnsafe(ref re, start);
            re1.StoreUnsafe(ref re, start + 4);
            re2.StoreUnsafe(ref re, start + 8);
            re3.StoreUnsafe(ref re, start + 12);
            im0.StoreUnsafe(ref im, start);
            im1.StoreUnsafe(ref im, start + 4);
            im2.StoreUnsafe(ref im, start + 8);
            im3.StoreUnsafe(ref im, start + 12);
        }

        for (; i < size && size >= Narrow; i += Narrow)
        {
            nuint start = (nuint)Math.Min(i, size - Narrow);
            nuint at = start;
            Vector256<double> re0 = default, im0 = default;
            for (int p = 0; p < cosines.Length; p++)
            {
                var v = Vector256.LoadUnsafe(ref values, at);
                re0 = Add(re0, Vector256.Create(cosines[p]), v);
                im0 = Add(im0, Vector256.Create(sines[p]), v);
                at += (nuint)size;
            }

            re0.StoreUnsafe(ref re, start);
            im0.StoreUnsafe(ref im, start);
        }

        for (; i < size; i++)
        {
            (real[i], imaginary[i]) = (0, 0);
            for (int p = 0; p < cosines.Length; p++)
            {
                real[i] += cosines[p] * blocks[p * size + i];
                imaginary[i] += sines[p] * blocks[p * size + i];
            }
        }
    }

    private static Vector256<double> Add(
        Vector256<double> sum, Vector256<double> a, Vector256<double> b) =>
        Vector256.MultiplyAddEstimate(a, b, sum);
}
