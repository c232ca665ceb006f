namespace Similarity.Learning.Validation;

/// <summary>Correlation coefficients of pairs; null where one side does not vary.</summary>
public static class Correlation
{
    /// <summary>r = Σ(x−x̄)(y−ȳ) / √(Σ(x−x̄)² Σ(y−ȳ)²).</summary>
    public static double? Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"{x.Length} and {y.Length} values; expected pairs");
        }

        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            // Measured from the first value, equal values have exactly no variance.
            meanX += (x[i] - x[0]) / x.Length;
            meanY += (y[i] - y[0]) / y.Length;
        }

        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - x[0] - meanX;
            double dy = y[i] - y[0] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }

        return xx == 0 || yy == 0 ? null : xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
    }

    /// <summary>Spearman's ρ: Pearson's r of the ranks, ties sharing their mean rank.</summary>
    public static double? Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Pearson(Ranks.Of(x), Ranks.Of(y));
}
