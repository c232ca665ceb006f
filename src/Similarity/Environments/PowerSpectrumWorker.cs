using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Environments;

/// <summary>Power spectra of one environment after the other; for one thread.</summary>
internal sealed class PowerSpectrumWorker(
    PowerSpectrum spectrum, AtomicEnvironments environments, sbyte[] channels)
{
    private const int Lanes = 4;

    private readonly int functions = spectrum.Settings.Expansion.RadialFunctions;
    private readonly ExpansionWorker expansion = new(spectrum.Expansion, environments, channels);

    public void Evaluate(int centre, Span<double> row)
    {
        expansion.Expand(centre);
        int count = spectrum.Settings.Species.Count, block = 0;
        for (int a = 0; a < count; a++)
        {
            for (int b = a; b < count; b++, block++)
            {
                Span<double> target =
                    row.Slice(block * spectrum.BlockLength, spectrum.BlockLength);
                if (expansion.IsPresent(a) && expansion.IsPresent(b))
                {
                    Multiply(Of(a), Of(b), a == b ? 1 : Math.Sqrt(2), target);
                }
                else
                {
                    target.Clear();
                }
            }
        }

        if (spectrum.Settings.Normalise)
        {
            // The centre itself is always present: no vector is zero.
            double length = Length(row);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] /= length;
            }
        }
    }

    private ReadOnlySpan<double> Of(int channel) =>
        expansion.Coefficients.AsSpan(channel * expansion.ChannelLength, expansion.ChannelLength);

    private static double Length(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>target[l][n₁][n₂] = factor_l Σ_m a[lm][n₁] b[lm][n₂].</summary>
    private void Multiply(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, double factor, Span<double> target)
    {
        int stride = expansion.Stride;
        ref double left = ref MemoryMarshal.GetReference(a);
        ref double right = ref MemoryMarshal.GetReference(b);
        for (int l = 0; l < spectrum.Factors.Length; l++)
        {
            Vector256<double> scale = Vector256.Create(factor * spectrum.Factors[l]);
            int first = l * l * stride, end = (l + 1) * (l + 1) * stride;
            for (int n1 = 0; n1 < functions; n1 += Lanes)
            {
                for (int n2 = 0; n2 < functions; n2 += Lanes)
                {
                    Vector256<double> p0 = Vector256<double>.Zero, p1 = p0, p2 = p0, p3 = p0;
                    for (int m = first; m < end; m += stride)
                    {
                        Vector256<double> x = Vector256.LoadUnsafe(ref left, (nuint)(m + n1));
                        Vector256<double> y = Vector256.LoadUnsafe(ref right, (nuint)(m + n2));
                        p0 = Vector256.MultiplyAddEstimate(Vector256.Create(x[0]), y, p0);
                        p1 = Vector256.MultiplyAddEstimate(Vector256.Create(x[1]), y, p1);
                        p2 = Vector256.MultiplyAddEstimate(Vector256.Create(x[2]), y, p2);
                        p3 = Vector256.MultiplyAddEstimate(Vector256.Create(x[3]), y, p3);
                    }

                    Span<double> tile = target[((l * functions + n1) * functions + n2)..];
                    int rows = functions - n1;
                    Store(scale * p0, tile, n2);
                    if (rows > 1)
                    {
                        Store(scale * p1, tile[functions..], n2);
                    }

                    if (rows > 2)
                    {
                        Store(scale * p2, tile[(2 * functions)..], n2);
                    }

                    if (rows > 3)
                    {
                        Store(scale * p3, tile[(3 * functions)..], n2);
                    }
                }
            }
        }
    }

    /// <summary>The part of four numbers from n₂ on that a row of the matrix has.</summary>
    private void Store(Vector256<double> four, Span<double> to, int n2)
    {
        if (functions - n2 >= Lanes)
        {
            four.CopyTo(to);
            return;
        }

        for (int i = 0; i < functions - n2; i++)
        {
            to[i] = four[i];
        }
    }
}
