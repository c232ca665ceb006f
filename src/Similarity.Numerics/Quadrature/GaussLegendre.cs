using System.Collections.Immutable;

namespace Similarity.Numerics.Quadrature;

/// <summary>
/// The n points and weights on [−1, 1] that integrate polynomials of degree 2n − 1 exactly: the
/// zeros xᵢ of Pₙ ascending, with wᵢ = 2 / ((1 − xᵢ²) Pₙ′(xᵢ)²).
/// </summary>
public sealed class GaussLegendre
{
    public GaussLegendre(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double[] points = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < (count + 1) / 2; i++)
        {
            // Tricomi's estimate, then Newton, which from there never leaves its zero.
            double x = i == count - 1 - i ? 0 : Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope;
            for (int step = 0; ; step++)
            {
                (double value, slope) = Legendre(count, x);
                double change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-15 || step == 20)
                {
                    break;
                }
            }

            slope = Legendre(count, x).Slope;
            (points[i], points[count - 1 - i]) = (-x, x);
            weights[i] = weights[count - 1 - i] = 2 / ((1 - x * x) * slope * slope);
        }

        Points = [.. points];
        Weights = [.. weights];
    }

    public ImmutableArray<double> Points { get; }

    public ImmutableArray<double> Weights { get; }

    /// <summary>∫ₐᵇ f(x) dx.</summary>
    public double Integrate(Func<double, double> function, double from, double to)
    {
        double centre = (from + to) / 2, half = (to - from) / 2, sum = 0;
        for (int i = 0; i < Points.Length; i++)
        {
            sum += Weights[i] * function(centre + half * Points[i]);
        }

        return half * sum;
    }

    /// <summary>Pₙ(x) and Pₙ′(x) for |x| &lt; 1, by the three-term recurrence.</summary>
    private static (double Value, double Slope) Legendre(int n, double x)
    {
        double previous = 1, value = x;
        for (int k = 2; k <= n; k++)
        {
            (previous, value) = (value, ((2 * k - 1) * x * value - (k - 1) * previous) / k);
        }

        return (value, n * (x * value - previous) / (x * x - 1));
    }
}
