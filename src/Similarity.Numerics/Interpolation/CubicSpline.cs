using System.Globalization;

namespace Similarity.Numerics.Interpolation;

/// <summary>
/// The curve through points (xᵢ, yᵢ) that is a cubic polynomial between neighbouring points and has
/// slopes sᵢ there. The factories choose the slopes; all but <see cref="Hermite"/> make the second
/// derivative continuous (de Boor, A Practical Guide to Splines, chapter IV).
/// </summary>
public sealed class CubicSpline
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] slopes;
    private readonly double[] integrals;

    private CubicSpline(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double[] slopes)
    {
        this.x = x.ToArray();
        this.y = y.ToArray();
        this.slopes = slopes;
        integrals = new double[x.Length];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            integrals[i + 1] = integrals[i] + PartialIntegral(i, 1);
        }
    }

    /// <summary>The first point.</summary>
    public double Start => x[0];

    /// <summary>The last point.</summary>
    public double End => x[^1];

    /// <summary>Second derivative zero at both ends.</summary>
    public static CubicSpline Natural(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequirePoints(x, y);
        var system = new SlopeEquations(x, y);
        system.First(2, 1, 3 * system.Secant(0));
        system.Last(1, 2, 3 * system.Secant(x.Length - 2));
        return new CubicSpline(x, y, system.Solve());
    }

    /// <summary>Given slopes at both ends.</summary>
    public static CubicSpline Clamped(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double startSlope, double endSlope)
    {
        RequirePoints(x, y);
        var system = new SlopeEquations(x, y);
        system.First(1, 0, startSlope);
        system.Last(0, 1, endSlope);
        return new CubicSpline(x, y, system.Solve());
    }

    /// <summary>
    /// Third derivative continuous at the second and the last but one point: cubic polynomials are
    /// reproduced. Two points give a line, three a parabola.
    /// </summary>
    public static CubicSpline NotAKnot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        RequirePoints(x, y);
        var system = new SlopeEquations(x, y);
        int n = x.Length;
        if (n == 2)
        {
            return new CubicSpline(x, y, [system.Secant(0), system.Secant(0)]);
        }

        if (n == 3)
        {
            // Both conditions coincide; the parabola has s₀ + s₁ = 2 secant₀, likewise at the end.
            system.First(1, 1, 2 * system.Secant(0));
            system.Last(1, 1, 2 * system.Secant(1));
            return new CubicSpline(x, y, system.Solve());
        }

        double h0 = x[1] - x[0], h1 = x[2] - x[1], both = x[2] - x[0];
        double rise = (h0 + 2 * both) * h1 * system.Secant(0) + h0 * h0 * system.Secant(1);
        system.First(h1, both, rise / both);
        h0 = x[n - 1] - x[n - 2];
        h1 = x[n - 2] - x[n - 3];
        both = x[n - 1] - x[n - 3];
        rise = (h0 + 2 * both) * h1 * system.Secant(n - 2) + h0 * h0 * system.Secant(n - 3);
        system.Last(both, h1, rise / both);
        return new CubicSpline(x, y, system.Solve());
    }

    /// <summary>Given slopes at every point; the second derivative jumps.</summary>
    public static CubicSpline Hermite(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> slopes)
    {
        RequirePoints(x, y);
        if (slopes.Length != x.Length)
        {
            throw new ArgumentException(
                $"{slopes.Length} slopes at {x.Length} points", nameof(slopes));
        }

        return new CubicSpline(x, y, slopes.ToArray());
    }

    public double Value(double at)
    {
        (int i, double t, double h) = Locate(at);
        (double c2, double c3) = Coefficients(i, h);
        return y[i] + t * (h * slopes[i] + t * (c2 + t * c3));
    }

    public double Derivative(double at)
    {
        (int i, double t, double h) = Locate(at);
        (double c2, double c3) = Coefficients(i, h);
        return slopes[i] + t * (2 * c2 + t * 3 * c3) / h;
    }

    /// <summary>At a point of a Hermite spline, that of the interval to the right.</summary>
    public double SecondDerivative(double at)
    {
        (int i, double t, double h) = Locate(at);
        (double c2, double c3) = Coefficients(i, h);
        return (2 * c2 + 6 * c3 * t) / (h * h);
    }

    /// <summary>∫ₐᵇ, negative when b lies before a.</summary>
    public double Integral(double from, double to) => IntegralTo(to) - IntegralTo(from);

    private double IntegralTo(double at)
    {
        (int i, double t, _) = Locate(at);
        return integrals[i] + PartialIntegral(i, t);
    }

    /// <summary>∫ from xᵢ over the fraction t of the interval i.</summary>
    private double PartialIntegral(int i, double t)
    {
        double h = x[i + 1] - x[i];
        (double c2, double c3) = Coefficients(i, h);
        return h * t * (y[i] + t * (h * slopes[i] / 2 + t * (c2 / 3 + t * c3 / 4)));
    }

    /// <summary>On interval i, with t from 0 to 1: y = yᵢ + h sᵢ t + c₂ t² + c₃ t³.</summary>
    private (double C2, double C3) Coefficients(int i, double h)
    {
        double rise = y[i + 1] - y[i];
        return (
            3 * rise - h * (2 * slopes[i] + slopes[i + 1]),
            h * (slopes[i] + slopes[i + 1]) - 2 * rise);
    }

    private (int Interval, double Fraction, double Width) Locate(double at)
    {
        if (!(at >= x[0] && at <= x[^1]))
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, string.Create(
                CultureInfo.InvariantCulture, $"the spline is defined from {x[0]} to {x[^1]}"));
        }

        int found = Array.BinarySearch(x, at);
        int i = Math.Min(found >= 0 ? found : ~found - 1, x.Length - 2);
        double h = x[i + 1] - x[i];
        return (i, (at - x[i]) / h, h);
    }

    private static void RequirePoints(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length < 2 || x.Length != y.Length)
        {
            throw new ArgumentException(
                $"{x.Length} points with {y.Length} values; expected as many, at least 2");
        }

        for (int i = 1; i < x.Length; i++)
        {
            if (!(x[i] > x[i - 1]))
            {
                throw new ArgumentException($"points do not ascend at index {i}", nameof(x));
            }
        }
    }
}
