namespace Similarity.Numerics.Quadrature;

/// <summary>
/// What <see cref="SampledIntegral.Simpson"/> does with an odd interval at the end.
/// </summary>
public enum SimpsonEnd
{
    /// <summary>
    /// Integrate the parabola through the last three points over the last interval:
    /// h (5 yₙ + 8 yₙ₋₁ − yₙ₋₂) / 12 (Cartwright, J. Math. Sci. Math. Educ. 11, 1 (2017)). Third
    /// order; what SciPy does since 1.11.
    /// </summary>
    Cartwright,

    /// <summary>
    /// The mean of the rules with a trapezoid at the last and at the first interval: second order;
    /// the default of SciPy up to 1.10, here to compare with results made by it.
    /// </summary>
    TrapezoidAverage,
}

/// <summary>Integrals of functions known at given points.</summary>
public static class SampledIntegral
{
    /// <summary>Σ (xᵢ₊₁ − xᵢ)(yᵢ + yᵢ₊₁)/2.</summary>
    public static double Trapezoid(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"{x.Length} points with {y.Length} values");
        }

        double sum = 0;
        for (int i = 1; i < x.Length; i++)
        {
            sum += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }

        return sum;
    }

    /// <summary>
    /// Composite Simpson rule h/3 (y₀ + 4y₁ + 2y₂ + … + yₙ) on equal steps h. Two points give the
    /// trapezoid, fewer 0.
    /// </summary>
    public static double Simpson(
        ReadOnlySpan<double> y, double step, SimpsonEnd end = SimpsonEnd.Cartwright)
    {
        if (y.Length < 3)
        {
            return y.Length == 2 ? step * (y[0] + y[1]) / 2 : 0;
        }

        if (y.Length % 2 == 1)
        {
            return EvenIntervals(y, step);
        }

        return end switch
        {
            SimpsonEnd.Cartwright =>
                EvenIntervals(y[..^1], step) + step * (5 * y[^1] + 8 * y[^2] - y[^3]) / 12,
            SimpsonEnd.TrapezoidAverage =>
                (EvenIntervals(y[..^1], step) + step * (y[^1] + y[^2]) / 2
                + EvenIntervals(y[1..], step) + step * (y[0] + y[1]) / 2) / 2,
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "no such rule"),
        };
    }

    private static double EvenIntervals(ReadOnlySpan<double> y, double step)
    {
        double sum = 0;
        for (int i = 0; i + 2 < y.Length; i += 2)
        {
            sum += y[i] + 4 * y[i + 1] + y[i + 2];
        }

        return step * sum / 3;
    }
}
