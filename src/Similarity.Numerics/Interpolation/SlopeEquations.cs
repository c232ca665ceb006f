namespace Similarity.Numerics.Interpolation;

/// <summary>
/// The tridiagonal equations for the slopes of a cubic spline with continuous second derivative,
/// h₊ sᵢ₋₁ + 2(h₋ + h₊) sᵢ + h₋ sᵢ₊₁ = 3(h₊ secant₋ + h₋ secant₊) at inner points; the rows at the
/// ends are set by the boundary condition.
/// </summary>
internal sealed class SlopeEquations
{
    private readonly double[] below;
    private readonly double[] diagonal;
    private readonly double[] above;
    private readonly double[] right;
    private readonly double[] secants;

    public SlopeEquations(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int n = x.Length;
        below = new double[n];
        diagonal = new double[n];
        above = new double[n];
        right = new double[n];
        secants = new double[n - 1];
        for (int i = 0; i + 1 < n; i++)
        {
            secants[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
        }

        for (int i = 1; i + 1 < n; i++)
        {
            double before = x[i] - x[i - 1], after = x[i + 1] - x[i];
            below[i] = after;
            diagonal[i] = 2 * (before + after);
            above[i] = before;
            right[i] = 3 * (after * secants[i - 1] + before * secants[i]);
        }
    }

    public double Secant(int interval) => secants[interval];

    /// <summary>a s₀ + b s₁ = value.</summary>
    public void First(double a, double b, double value) =>
        (diagonal[0], above[0], right[0]) = (a, b, value);

    /// <summary>a sₙ₋₂ + b sₙ₋₁ = value.</summary>
    public void Last(double a, double b, double value) =>
        (below[^1], diagonal[^1], right[^1]) = (a, b, value);

    /// <summary>
    /// Elimination without pivoting: the inner rows are dominated by their diagonal, and the end
    /// rows in use leave the row beside them a positive pivot.
    /// </summary>
    public double[] Solve()
    {
        double[] slopes = right;
        for (int i = 1; i < slopes.Length; i++)
        {
            double factor = below[i] / diagonal[i - 1];
            diagonal[i] -= factor * above[i - 1];
            slopes[i] -= factor * slopes[i - 1];
        }

        slopes[^1] /= diagonal[^1];
        for (int i = slopes.Length - 2; i >= 0; i--)
        {
            slopes[i] = (slopes[i] - above[i] * slopes[i + 1]) / diagonal[i];
        }

        return slopes;
    }
}
