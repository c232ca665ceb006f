using Similarity.Search.Kernels;

namespace Similarity.Search.Quantised;

/// <summary>
/// What is known of a vector besides its bytes, in the units of its coding.
/// </summary>
/// <param name="Scale">What one step of a byte is worth.</param>
/// <param name="Norm">The square of what the bytes are worth together.</param>
/// <param name="Whole">The square of the vector itself, not centred.</param>
/// <param name="Error">
/// No less than the distance of the vector from what its bytes say; infinite where they say
/// nothing.
/// </param>
/// <param name="Sum">Of the bytes.</param>
internal readonly record struct CodedVector(
    float Scale, float Norm, float Whole, float Error, int Sum)
{
    public static CodedVector Unknown { get; } = new(0, 0, 0, float.PositiveInfinity, 0);
}

/// <summary>
/// How near a row must be to matter: its distance at most <paramref name="Constant"/> (of
/// <see cref="ShareCoding"/>), its square at most that and <paramref name="Slope"/> times the
/// square of the row (of <see cref="CentredCoding"/>).
/// </summary>
internal readonly record struct Reach(float Constant, float Slope);

/// <summary>
/// Bytes for vectors, such that the distance d of two vectors lies within the sum of their errors
/// of the distance of their bytes, by the triangle inequality. What rounding in single precision
/// adds is covered by <see cref="Rounding"/>.
/// </summary>
internal abstract unsafe class ByteCoding
{
    /// <summary>
    /// 16 units in the last place: more than the dozen roundings of a bound can add up to.
    /// </summary>
    protected const float Rounding = 1f / (1 << 20);

    /// <summary>More than products that fall below the smallest number can lose.</summary>
    protected const float Underflow = 1e-36f;

    /// <summary>The sums over bytes that <see cref="Near"/> takes.</summary>
    public abstract ByteTile Tile(ByteInstructions instructions);

    /// <param name="values">For the numbers that are rounded, as many as lanes.</param>
    /// <param name="codes">Written, as many as lanes.</param>
    public abstract CodedVector Encode(
        ReadOnlySpan<float> vector, Span<double> values, Span<byte> codes);

    /// <summary>
    /// How near a row must be whose value can be <paramref name="worst"/> or nearer, a similarity
    /// being negated.
    /// </summary>
    /// <param name="square">q·q of the query.</param>
    public abstract Reach ReachOf(double worst, double square);

    /// <summary>
    /// Of 32 rows those that may be within reach; those left out are not.
    /// </summary>
    /// <param name="sums">Of the query with these rows.</param>
    public abstract uint Near(
        QuantisedRows rows, int firstRow, int* sums, int offset, in CodedVector query, Reach reach);

    /// <summary>The coding for a metric, centred and scaled by some of the vectors.</summary>
    public static ByteCoding For(VectorCollection vectors, SearchMetric metric) =>
        metric == SearchMetric.EarthMover
            ? new ShareCoding(vectors.Space)
            : CentredCoding.For(vectors, metric);

    /// <summary>At least as much, in single precision.</summary>
    protected static float AtLeast(double value)
    {
        float rounded = (float)value;
        return rounded < value ? MathF.BitIncrement(rounded) : rounded;
    }
}
