namespace Similarity.Numerics;

/// <summary>Minima of a function of one variable inside a bracket.</summary>
public static class Minima
{
    private const double GoldenRatio = 0.61803398874989485;

    /// <summary>
    /// A minimum of f between two points, by golden section (J. Kiefer, Proc. Am. Math. Soc. 4, 502
    /// (1953)): the one minimum when there is one, kinks welcome. The bracket ends 10⁻¹³ of its
    /// length wide; a smooth minimum is flat over √ε, so that its place has half the digits of its
    /// value. Values at the ends of the bracket count.
    /// </summary>
    public static (double X, double Value) GoldenSection(
        Func<double, double> f, double low, double high)
    {
        if (!(low < high && double.IsFinite(high - low)))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"a bracket from {low:R} to {high:R}; expected a finite ascending one"));
        }

        double narrow = 1e-13 * (high - low);
        (double X, double Value) best = Better((low, f(low)), (high, f(high)));
        double left = high - GoldenRatio * (high - low);
        double right = low + GoldenRatio * (high - low);
        double atLeft = f(left);
        double atRight = f(right);
        while (high - low > narrow && left < right)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - GoldenRatio * (high - low);
                atLeft = f(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + GoldenRatio * (high - low);
                atRight = f(right);
            }
        }

        return Better(best, Better((left, atLeft), (right, atRight)));
    }

    private static (double X, double Value) Better(
        (double X, double Value) a, (double X, double Value) b) => b.Value < a.Value ? b : a;
}
