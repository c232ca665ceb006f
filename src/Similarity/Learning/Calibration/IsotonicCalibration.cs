using System.Collections.Immutable;

namespace Similarity.Learning.Calibration;

/// <summary>
/// The function that does not fall and is nearest to the cases in the sum of squares (pool adjacent
/// violators), straight between the means of its steps, constant outside.
/// </summary>
/// <param name="Scores">Ascending.</param>
/// <param name="Probabilities">Of these scores; never falling.</param>
public sealed record IsotonicCalibration(
    ImmutableArray<double> Scores, ImmutableArray<double> Probabilities)
    : ScoreCalibration
{
    public static IsotonicCalibration Fit(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        Check(scores.Length, isPositive.Length);
        double[] sorted = scores.ToArray();
        bool[] positive = isPositive.ToArray();
        Array.Sort(sorted, positive);
        var steps = new List<Step>();
        for (int first = 0; first < sorted.Length;)
        {
            // Cases with one score are one step, whatever their order.
            int end = first, found = 0;
            for (; end < sorted.Length && sorted[end] == sorted[first]; end++)
            {
                found += positive[end] ? 1 : 0;
            }

            var step = new Step(sorted[first], sorted[first], end - first, found);
            while (steps.Count > 0 && steps[^1].Mean >= step.Mean)
            {
                Step below = steps[^1];
                step = new Step(
                    below.Low, step.High, below.Count + step.Count, below.Found + step.Found);
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(step);
            first = end;
        }

        var ends = ImmutableArray.CreateBuilder<double>();
        var means = ImmutableArray.CreateBuilder<double>();
        foreach (Step step in steps)
        {
            ends.Add(step.Low);
            means.Add(step.Mean);
            if (step.High > step.Low)
            {
                ends.Add(step.High);
                means.Add(step.Mean);
            }
        }

        return new IsotonicCalibration(ends.ToImmutable(), means.ToImmutable());
    }

    public override double Of(double score)
    {
        int at = Scores.BinarySearch(score);
        if (at >= 0)
        {
            return Probabilities[at];
        }

        int above = ~at;
        if (above == 0 || above == Scores.Length)
        {
            return Probabilities[above == 0 ? 0 : ^1];
        }

        double share = (score - Scores[above - 1]) / (Scores[above] - Scores[above - 1]);
        return Probabilities[above - 1]
            + share * (Probabilities[above] - Probabilities[above - 1]);
    }

    private readonly record struct Step(double Low, double High, int Count, int Found)
    {
        public double Mean => (double)Found / Count;
    }
}
