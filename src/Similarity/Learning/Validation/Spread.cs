namespace Similarity.Learning.Validation;

/// <summary>The standard deviation of a sample, √(Σ(x − x̄)²/(n − 1)); 0 of one value.</summary>
public static class Spread
{
    public static double Of(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0;
    }
}
