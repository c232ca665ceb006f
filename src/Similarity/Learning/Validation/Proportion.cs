namespace Similarity.Learning.Validation;

/// <summary>Successes among independent trials, and the probability behind them.</summary>
public sealed record Proportion
{
    public Proportion(int successes, int trials)
    {
        if (trials < 1 || successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes), $"{successes} of {trials}", "a proportion counts some of all");
        }

        Successes = successes;
        Trials = trials;
    }

    public int Successes { get; }

    public int Trials { get; }

    public double Value => (double)Successes / Trials;

    /// <summary>
    /// All p with |p̂ − p| ≤ z √(p(1−p)/n) (Wilson, doi:10.1080/01621459.1927.10502953): sensible
    /// for few trials and at 0 and 1, where p̂ ± z √(p̂(1−p̂)/n) is not.
    /// </summary>
    public ConfidenceInterval Interval(double confidence = 0.95)
    {
        double z = ConfidenceInterval.NormalQuantileOf(confidence);
        double inflation = z * z / Trials;
        double centre = (Value + inflation / 2) / (1 + inflation);
        double reach = z / (1 + inflation)
            * Math.Sqrt(Value * (1 - Value) / Trials + inflation / (4.0 * Trials));
        return new(Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }
}
