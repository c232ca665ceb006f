using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Similarity.Search.Kernels;

namespace Similarity.Search.Quantised;

/// <summary>
/// x = c + s u + e, u of bytes from −127 to 127 with a scale s of its own, c the mean of some
/// vectors, |e| known; x a vector in units of R, or over its norm for the cosine. With S = |q|² +
/// |x|² the products of four metrics are distances: q·x = (S − d²) / 2, Tanimoto's (S − d²) /
/// (S + d²), and the cosine's distance is d² / 2.
/// </summary>
internal sealed unsafe class CentredCoding : ByteCoding
{
    private const int SampleRows = 2048;

    // Squares of numbers up to this, and sums of them, are finite in single precision.
    private const double Largest = 1 << 30;

    private readonly SearchMetric metric;
    private readonly double[] centre;
    private readonly double unit;

    // What the value of a metric, computed in double precision, may be off: relative to norms.
    private readonly double slack;

    private CentredCoding(SearchMetric metric, double[] centre, double unit)
    {
        this.metric = metric;
        this.centre = centre;
        this.unit = unit;
        slack = 1e-14 + 1e-15 * centre.Length;
    }

    public static new CentredCoding For(VectorCollection vectors, SearchMetric metric)
    {
        int lanes = vectors.Space.Lanes;
        int step = Math.Max(1, vectors.Count / SampleRows);
        double[] sum = new double[lanes];
        double largest = 0;
        int rows = 0;
        for (int row = 0; row < vectors.Count; row += step, rows++)
        {
            ReadOnlySpan<float> x = vectors.Row(row);
            double norm = Math.Sqrt(Square(x));
            largest = Math.Max(largest, norm);
            double factor = metric != SearchMetric.Cosine ? 1 : norm == 0 ? 0 : 1 / norm;
            for (int i = 0; i < lanes; i++)
            {
                sum[i] += factor * x[i];
            }
        }

        // A power of two, so that dividing by it is exact.
        double unit = metric == SearchMetric.Cosine || largest == 0
            ? 1 : Math.ScaleB(1, Math.ILogB(largest));
        for (int i = 0; i < lanes; i++)
        {
            sum[i] /= Math.Max(rows, 1) * unit;
        }

        return new CentredCoding(metric, sum, unit);
    }

    public override ByteTile Tile(ByteInstructions instructions) =>
        ByteTile.Products(instructions);

    public override CodedVector Encode(
        ReadOnlySpan<float> vector, Span<double> values, Span<byte> codes)
    {
        codes.Clear();
        double square = Square(vector);
        double divisor = metric == SearchMetric.Cosine ? Math.Sqrt(square) : unit;
        if (divisor == 0 || Math.Sqrt(square) / divisor > Largest)
        {
            return CodedVector.Unknown;
        }

        (double centredSquare, double largest) = Centre(vector, 1 / divisor, values);
        float scale = AtLeast(largest / 127);
        (double error, long sum, long squares) = Round(values, scale, codes);

        // The numbers were rounded to 53 bits before, and twice more on the way.
        double bound = Math.Sqrt(error) * (1 + 1e-9)
            + 1e-15 * Math.Sqrt(centredSquare)
            + (metric == SearchMetric.Cosine ? slack : 0);
        return new CodedVector(
            scale,
            (float)((double)scale * scale * squares),
            (float)(square / divisor / divisor),
            AtLeast(bound),
            (int)sum);
    }

    public override Reach ReachOf(double worst, double square)
    {
        if (double.IsPositiveInfinity(worst))
        {
            return new Reach(float.PositiveInfinity, 0);
        }

        double similarity = -worst, inUnits = 1 / unit / unit;
        switch (metric)
        {
            case SearchMetric.Euclidean:
                return new Reach(AtLeast(worst * worst * inUnits * (1 + 1e-8)), 0);
            case SearchMetric.Cosine:
                return new Reach(AtLeast(2 * (worst + slack)), 0);
            case SearchMetric.Dot:
                return new Reach(
                    AtLeast((square * (1 + slack) - 2 * similarity) * inUnits),
                    AtLeast(1 + slack));
            default:
                double least = similarity - 4 * slack;
                double factor = (1 - least) / (1 + least);
                return new Reach(AtLeast(factor * square * inUnits), AtLeast(factor));
        }
    }

    // All rows pass here the first time: do not wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Near(
        QuantisedRows rows, int firstRow, int* sums, int offset, in CodedVector query, Reach reach)
    {
        const int Width = 8;
        Vector256<float> twiceScale = Vector256.Create(2 * query.Scale);
        Vector256<float> norm = Vector256.Create(query.Norm);
        Vector256<float> error = Vector256.Create(query.Error);
        Vector256<float> constant = Vector256.Create(reach.Constant);
        Vector256<float> slope = Vector256.Create(reach.Slope);
        Vector256<float> size = Vector256.Abs(constant);
        uint near = 0;
        for (int i = 0; i < ByteTile.Rows; i += Width)
        {
            int row = firstRow + i;
            Vector256<int> sum = Vector256.Load(sums + i)
                - offset * Vector256.Load(rows.Sums + row);
            Vector256<float> norms = norm + Vector256.Load(rows.Norms + row);
            Vector256<float> squared = norms
                - twiceScale * Vector256.Load(rows.Scales + row) * Vector256.ConvertToSingle(sum);
            Vector256<float> least =
                squared - Vector256.Create(Rounding) * norms - Vector256.Create(Underflow);

            Vector256<float> ofRow = slope * Vector256.Load(rows.Wholes + row);
            Vector256<float> most = constant + ofRow
                + Vector256.Create(Rounding) * (size + Vector256.Abs(ofRow));
            Vector256<float> far = Vector256.Sqrt(Vector256.Max(most, Vector256<float>.Zero))
                + error + Vector256.Load(rows.Errors + row);
            far *= far;

            // Not (least > far), which is also true where either is no number.
            Vector256<float> beyond =
                Vector256.GreaterThan(least, far * Vector256.Create(1 + Rounding));
            near |= ~beyond.ExtractMostSignificantBits() << i & 0xFFu << i;
        }

        return near;
    }

    /// <summary>The numbers to be rounded, the sum of their squares and the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Square, double Largest) Centre(
        ReadOnlySpan<float> vector, double factor, Span<double> values)
    {
        Vector256<double> factors = Vector256.Create(factor);
        Vector256<double> squares = default, tops = default;
        double square = 0, largest = 0;
        int i = 0;
        for (; i + 4 <= vector.Length; i += 4)
        {
            Vector128<float> x = Vector128.Create(vector[i..]);
            Vector256<double> wide =
                Vector256.Create(Vector128.WidenLower(x), Vector128.WidenUpper(x));
            Vector256<double> value =
                wide * factors - Vector256.Create(centre.AsSpan(i));
            value.CopyTo(values[i..]);
            squares += value * value;
            tops = Vector256.Max(tops, Vector256.Abs(value));
        }

        for (; i < vector.Length; i++)
        {
            double value = vector[i] * factor - centre[i];
            values[i] = value;
            square += value * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int lane = 0; lane < 4; lane++)
        {
            largest = Math.Max(largest, tops[lane]);
        }

        return (square + Vector256.Sum(squares), largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Error, long Sum, long Squares) Round(
        ReadOnlySpan<double> values, float scale, Span<byte> codes)
    {
        // Adding 1.5 · 2⁵² rounds to the nearest whole number, which then is in the low bits.
        const double Rounder = 6755399441055744;
        if (scale == 0)
        {
            return (0, 0, 0);
        }

        double inverse = 1.0 / scale;
        Vector256<double> limit = Vector256.Create(127.0), rounder = Vector256.Create(Rounder);
        Vector256<double> errors = default, sums = default, squares = default;
        int i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            Vector256<double> value = Vector256.Create(values[i..]);
            Vector256<double> inside =
                Vector256.Max(Vector256.Min(value * inverse, limit), -limit);
            Vector256<double> shifted = inside + rounder;
            Vector256<double> whole = shifted - rounder;
            Vector256<double> difference = value - whole * scale;
            errors += difference * difference;
            sums += whole;
            squares += whole * whole;
            Vector256<long> bits = shifted.AsInt64();
            codes[i] = (byte)bits[0];
            codes[i + 1] = (byte)bits[1];
            codes[i + 2] = (byte)bits[2];
            codes[i + 3] = (byte)bits[3];
        }

        double error = Vector256.Sum(errors);
        double sum = Vector256.Sum(sums), square = Vector256.Sum(squares);
        for (; i < values.Length; i++)
        {
            double whole = Math.Round(Math.Clamp(values[i] * inverse, -127, 127));
            double difference = values[i] - whole * scale;
            error += difference * difference;
            sum += whole;
            square += whole * whole;
            codes[i] = (byte)(int)whole;
        }

        return (error, (long)sum, (long)square);
    }

    private static double Square(ReadOnlySpan<float> x)
    {
        fixed (float* start = x)
        {
            return DoubleSums.Dot(start, start, x.Length);
        }
    }
}
