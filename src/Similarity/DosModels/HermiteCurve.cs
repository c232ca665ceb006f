namespace Similarity.DosModels;

/// <summary>
/// A function between points of an axis as cubic Hermite pieces of its values and slopes; beyond
/// the axis it keeps its last value. Sampled at the points of an axis of the same step, all pieces
/// are cut at the same place, so that a sample is one sum of four products.
/// </summary>
public sealed class HermiteCurve
{
    private readonly double[] values;
    private readonly double[] slopes;

    /// <param name="slopes">Derivatives by energy.</param>
    public HermiteCurve(EnergyAxis axis, double[] values, double[] slopes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, axis.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slopes.Length, axis.Count);
        Axis = axis;
        this.values = values;
        this.slopes = slopes;
    }

    public EnergyAxis Axis { get; }

    public ReadOnlySpan<double> Values => values;

    public ReadOnlySpan<double> Slopes => slopes;

    /// <summary>
    /// Of values alone: slopes by differences over five points, (f₋₂ − 8 f₋₁ + 8 f₁ − f₂)/12h,
    /// beyond the ends the last value.
    /// </summary>
    public static HermiteCurve Through(EnergyAxis axis, ReadOnlySpan<double> values) =>
        new(axis, values.ToArray(), Differences(values, axis.Step));

    /// <summary>Slopes by differences over five points, as of <see cref="Through"/>.</summary>
    public static double[] Differences(ReadOnlySpan<double> values, double step)
    {
        double[] slopes = new double[values.Length];
        int last = values.Length - 1;
        for (int i = 0; i <= last; i++)
        {
            double near = values[Math.Min(i + 1, last)] - values[Math.Max(i - 1, 0)];
            double far = values[Math.Min(i + 2, last)] - values[Math.Max(i - 2, 0)];
            slopes[i] = (8 * near - far) / (12 * step);
        }

        return slopes;
    }

    /// <summary>The same curve, as far from another zero of energy.</summary>
    public HermiteCurve From(double zero) => new(Axis.From(zero), values, slopes);

    public double ValueAt(double energy)
    {
        (int i, double t) = Locate(energy);
        return Inside(i)
            ? Value(Pieces.Of(t, Axis.Step), i)
            : values[i < 0 ? 0 : ^1];
    }

    public double SlopeAt(double energy)
    {
        (int i, double t) = Locate(energy);
        return Inside(i) ? Value(Pieces.Slopes(t, Axis.Step), i) : 0;
    }

    /// <summary>The curve at each point of a window, moved by a shift: f(E + Δ).</summary>
    public void Sample(EnergyAxis window, double shift, Span<double> samples) =>
        Sample(window, shift, Pieces.Of, true, samples);

    /// <summary>f′(E + Δ).</summary>
    public void SampleSlopes(EnergyAxis window, double shift, Span<double> samples) =>
        Sample(window, shift, Pieces.Slopes, false, samples);

    /// <summary>f″(E + Δ), at a point that of the piece above.</summary>
    public void SampleCurvatures(EnergyAxis window, double shift, Span<double> samples) =>
        Sample(window, shift, Pieces.Curvatures, false, samples);

    private void Sample(
        EnergyAxis window,
        double shift,
        Func<double, double, Pieces> pieces,
        bool keepsEnds,
        Span<double> samples)
    {
        if (Math.Abs(window.Step - Axis.Step) > 1e-12 * Axis.Step)
        {
            throw new ArgumentException("the window has another step than the curve");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(samples.Length, window.Count);
        (int first, double t) = Locate(window.Start + shift);
        Pieces weights = pieces(t, Axis.Step);
        for (int g = 0; g < samples.Length; g++)
        {
            int i = first + g;
            samples[g] = Inside(i)
                ? Value(weights, i)
                : keepsEnds ? values[i < 0 ? 0 : ^1] : 0;
        }
    }

    private (int Index, double Part) Locate(double energy)
    {
        double place = (energy - Axis.Start) / Axis.Step;
        double below = Math.Floor(place);
        return ((int)below, place - below);
    }

    private bool Inside(int i) => i >= 0 && i < values.Length - 1;

    private double Value(Pieces weights, int i) =>
        weights.Left * values[i] + weights.Right * values[i + 1]
        + weights.LeftSlope * slopes[i] + weights.RightSlope * slopes[i + 1];

    /// <summary>How values and slopes at both ends of a piece count at a place t in it.</summary>
    private readonly record struct Pieces(
        double Left, double Right, double LeftSlope, double RightSlope)
    {
        public static Pieces Of(double t, double h) => new(
            (1 + 2 * t) * (1 - t) * (1 - t),
            t * t * (3 - 2 * t),
            h * t * (1 - t) * (1 - t),
            h * t * t * (t - 1));

        public static Pieces Slopes(double t, double h) => new(
            6 * t * (t - 1) / h,
            6 * t * (1 - t) / h,
            (1 - t) * (1 - 3 * t),
            t * (3 * t - 2));

        public static Pieces Curvatures(double t, double h) => new(
            (12 * t - 6) / (h * h),
            (6 - 12 * t) / (h * h),
            (6 * t - 4) / h,
            (6 * t - 2) / h);
    }
}
