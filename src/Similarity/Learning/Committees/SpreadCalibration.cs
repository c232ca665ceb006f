using Similarity.Learning.Validation;

namespace Similarity.Learning.Committees;

/// <summary>
/// Makes the spread s of a committee a standard deviation: α s, with α² the mean of (error/s)² over
/// cases that the members did not learn from (Musil et al., doi:10.1021/acs.jctc.8b00959), and for
/// coverage the quantiles of |error|/s over the same cases.
/// </summary>
public sealed record SpreadCalibration
{
    private readonly double[] ratios;

    private SpreadCalibration(double factor, double[] ratios)
    {
        Factor = factor;
        this.ratios = ratios;
    }

    /// <summary>α.</summary>
    public double Factor { get; }

    /// <summary>|error|/s of the cases, ascending.</summary>
    public ReadOnlySpan<double> Ratios => ratios;

    /// <param name="spreads">Above 0; cases of no spread say nothing and are left out.</param>
    public static SpreadCalibration Of(ReadOnlySpan<double> errors, ReadOnlySpan<double> spreads)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(errors.Length, spreads.Length);
        var ratios = new List<double>(errors.Length);
        for (int i = 0; i < errors.Length; i++)
        {
            if (spreads[i] > 0)
            {
                ratios.Add(Math.Abs(errors[i]) / spreads[i]);
            }
        }

        if (ratios.Count == 0)
        {
            throw new ArgumentException("no case with a spread", nameof(spreads));
        }

        double square = ratios.Sum(ratio => ratio * ratio) / ratios.Count;
        return new SpreadCalibration(Math.Sqrt(square), [.. ratios.Order()]);
    }

    internal static SpreadCalibration Restore(double factor, double[] ratios) =>
        new(factor, ratios);

    /// <summary>
    /// How many spreads from the mean an interval must reach to hold a share of the errors.
    /// </summary>
    public double Reach(double confidence)
    {
        ConfidenceInterval.RequireConfidence(confidence);
        return Quantiles.OfSorted(ratios, confidence);
    }

    /// <summary>The share of errors within reach · s.</summary>
    public static double Coverage(
        ReadOnlySpan<double> errors, ReadOnlySpan<double> spreads, double reach)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(errors.Length, spreads.Length);
        int inside = 0;
        for (int i = 0; i < errors.Length; i++)
        {
            inside += Math.Abs(errors[i]) <= reach * spreads[i] ? 1 : 0;
        }

        return (double)inside / errors.Length;
    }
}
