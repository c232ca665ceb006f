namespace Similarity.Learning.Validation;

/// <summary>
/// The value below which a share p of a sample lies, linear between the order statistics:
/// definition 7 of Hyndman and Fan, doi:10.2307/2684934.
/// </summary>
public static class Quantiles
{
    /// <param name="ascending">At least one value.</param>
    public static double OfSorted(ReadOnlySpan<double> ascending, double p)
    {
        if (ascending.IsEmpty || !(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(p), p, $"quantile of {ascending.Length} values; p lies in [0, 1]");
        }

        double place = p * (ascending.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
    }

    public static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, 0.5);
    }
}
