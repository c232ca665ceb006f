using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Similarity.Search.Kernels;

namespace Similarity.Search.Quantised;

/// <summary>
/// The earth mover's distance as a sum of distances of numbers: w_i = F_i (x_{i+1} − x_i), F the
/// cumulative share of its axis, in units of the width of all axes, as a byte times one scale. A
/// vector with nothing on some axis is no such sum, and its bytes say nothing.
/// </summary>
internal sealed unsafe class ShareCoding : ByteCoding
{
    private readonly ImmutableArray<ImmutableArray<double>> axes;
    private readonly double width;
    private readonly float scale;
    private readonly double slack;

    public ShareCoding(VectorSpace space)
    {
        axes = space.Axes;
        width = axes.Sum(axis => axis[^1] - axis[0]);
        double widest = axes.Max(axis => axis.Zip(axis.Skip(1), (a, b) => b - a).Append(0).Max());
        scale = width > 0 && double.IsFinite(width) ? AtLeast(widest / width / 255) : 0;
        slack = 1e-14 + 1e-15 * space.Lanes;
    }

    public override ByteTile Tile(ByteInstructions instructions) =>
        ByteTile.Distances(instructions);

    // All rows pass here the first time: do not wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override CodedVector Encode(
        ReadOnlySpan<float> vector, Span<double> values, Span<byte> codes)
    {
        codes.Clear();
        if (scale == 0)
        {
            return CodedVector.Unknown;
        }

        int first = 0;
        foreach (ImmutableArray<double> points in axes)
        {
            ReadOnlySpan<float> part = vector.Slice(first, points.Length);
            double total = 0;
            foreach (float value in part)
            {
                total += value > 0 ? value : 0;
            }

            if (total == 0)
            {
                codes.Clear();
                return CodedVector.Unknown;
            }

            double cumulative = 0, inverse = 1 / total;
            for (int i = 0; i + 1 < points.Length; i++)
            {
                cumulative += part[i] > 0 ? part[i] : 0;
                values[first + i] =
                    cumulative * inverse * ((points[i + 1] - points[i]) / width);
            }

            values[first + points.Length - 1] = 0;
            first += points.Length;
        }

        double error = 0, steps = 1.0 / scale;
        for (int i = 0; i < codes.Length; i++)
        {
            double code = Math.Clamp(Math.Floor(values[i] * steps + 0.5), 0, 255);
            error += Math.Abs(values[i] - code * scale);
            codes[i] = (byte)code;
        }

        return new CodedVector(scale, 0, 0, AtLeast(error * (1 + 1e-9) + slack), 0);
    }

    // The metric is the mean over the axes, the codes their sum.
    public override Reach ReachOf(double worst, double square) => new(
        double.IsPositiveInfinity(worst)
            ? float.PositiveInfinity
            : AtLeast(worst * axes.Length / width + slack),
        0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Near(
        QuantisedRows rows, int firstRow, int* sums, int offset, in CodedVector query, Reach reach)
    {
        const int Width = 8;
        Vector256<float> far =
            Vector256.Create((reach.Constant + query.Error) * (1 + Rounding) + Underflow);
        Vector256<float> steps = Vector256.Create(scale * (1 - Rounding));
        uint near = 0;
        for (int i = 0; i < ByteTile.Rows; i += Width)
        {
            Vector256<float> least =
                steps * Vector256.ConvertToSingle(Vector256.Load(sums + i))
                - Vector256.Create(1 + Rounding) * Vector256.Load(rows.Errors + firstRow + i);
            Vector256<float> beyond = Vector256.GreaterThan(least, far);
            near |= ~beyond.ExtractMostSignificantBits() << i & 0xFFu << i;
        }

        return near;
    }
}
