using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// y = x W + b of row after row x. W is packed once: at 64 columns a library spends a good part of
/// each product on packing, and asks for b to be written beforehand. Managed code; what becomes of
/// a row does not depend on the rows beside it, to the last bit.
/// </summary>
public sealed unsafe class AffineMap
{
    // A vector of 512 bits that straddles two cache lines costs two loads.
    private const int LineBytes = 64;

    private readonly SimdWidth width;
    private readonly double[] memory;
    private readonly int start;
    private readonly int panelColumns;

    /// <param name="weights">W, row after row: <paramref name="biases"/>.Length columns.</param>
    public AffineMap(ReadOnlySpan<double> weights, ReadOnlySpan<double> biases)
        : this(SimdWidths.Widest, weights, biases)
    {
    }

    internal AffineMap(
        SimdWidth width, ReadOnlySpan<double> weights, ReadOnlySpan<double> biases)
    {
        Outputs = biases.Length;
        Inputs = Outputs == 0 ? 0 : weights.Length / Outputs;
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            weights.Length, Inputs * Outputs, nameof(weights));
        this.width = width;
        panelColumns = 2 * (int)width / (8 * sizeof(double));
        int panels = (Outputs + panelColumns - 1) / panelColumns;

        // Pinned, so that it stays where its panels begin at a cache line.
        int lane = LineBytes / sizeof(double);
        memory = GC.AllocateArray<double>(
            checked(panels * (Inputs + 1) * panelColumns + lane), pinned: true);
        nint place = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        start = (int)(-place & (LineBytes - 1)) / sizeof(double);
        Span<double> panel = memory.AsSpan(start);
        for (int first = 0; first < Outputs; first += panelColumns)
        {
            int columns = Math.Min(panelColumns, Outputs - first);
            biases.Slice(first, columns).CopyTo(panel);
            panel = panel[panelColumns..];
            for (int input = 0; input < Inputs; input++)
            {
                weights.Slice(input * Outputs + first, columns).CopyTo(panel);
                panel = panel[panelColumns..];
            }
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <param name="rows">Row after row.</param>
    /// <param name="results">The same; must not overlap them.</param>
    public void Apply(ReadOnlySpan<double> rows, Span<double> results)
    {
        int count = Outputs == 0 ? 0 : results.Length / Outputs;
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            results.Length, count * Outputs, nameof(results));
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, count * Inputs, nameof(rows));
        switch (width)
        {
            case SimdWidth.Bits512:
                Apply<Simd512<double>, Vector512<double>>(rows, count, results);
                break;
            case SimdWidth.Bits256:
                Apply<Simd256<double>, Vector256<double>>(rows, count, results);
                break;
            default:
                Apply<Simd128<double>, Vector128<double>>(rows, count, results);
                break;
        }
    }

    private void Apply<TSimd, TVector>(
        ReadOnlySpan<double> rows, int count, Span<double> results)
        where TSimd : struct, ISimd<TVector, double>
        where TVector : struct
    {
        const int Height = AffineKernel<TSimd, TVector>.Rows;
        double* corner = stackalloc double[Height * panelColumns];
        fixed (double* x = rows, y = results, packed = memory)
        {
            double* panel = packed + start;
            for (int first = 0; first < Outputs; first += panelColumns)
            {
                int columns = Math.Min(panelColumns, Outputs - first);
                bool fits = columns == panelColumns;
                for (int row = 0; row < count;)
                {
                    double* source = x + (nint)row * Inputs;
                    double* target = y + (nint)row * Outputs + first;
                    int taken = count - row >= Height ? Height : 1;
                    if (taken == Height)
                    {
                        AffineKernel<TSimd, TVector>.Tile(
                            Inputs,
                            source,
                            panel,
                            fits ? target : corner,
                            fits ? Outputs : panelColumns);
                    }
                    else
                    {
                        AffineKernel<TSimd, TVector>.Row(
                            Inputs, source, panel, fits ? target : corner);
                    }

                    for (int i = 0; !fits && i < taken; i++)
                    {
                        new ReadOnlySpan<double>(corner + i * panelColumns, columns)
                            .CopyTo(new Span<double>(target + (nint)i * Outputs, columns));
                    }

                    row += taken;
                }

                panel += (nint)(Inputs + 1) * panelColumns;
            }
        }
    }
}
