using System.Globalization;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Benchmarks.Studies;

/// <summary>A statistic with the 95 % percentile interval of its bootstrap.</summary>
internal readonly record struct Estimate(double? Value, ConfidenceInterval? Interval)
{
    private const ulong Seed = 3;

    /// <param name="cases">The statistic of the cases with these indices.</param>
    public static Estimate Of(int cases, Func<int[], double?> statistic) => cases == 0
        ? default
        : new(
            statistic([.. Enumerable.Range(0, cases)]),
            Bootstrap.Interval(cases, statistic, new RandomStream(Seed)));

    public string Text(string format = "F3") => this switch
    {
        { Value: double value, Interval: { } interval } => string.Create(
            CultureInfo.InvariantCulture,
            $"{Number(value, format)} ({Number(interval.Low, format)} to "
            + $"{Number(interval.High, format)})"),
        { Value: double value } => Number(value, format),
        _ => "–",
    };

    private static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
