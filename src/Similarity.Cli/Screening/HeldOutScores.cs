using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>
/// Scores and probabilities of materials that forests did not learn from, of some splits together:
/// what curves of a page are drawn from.
/// </summary>
internal sealed record HeldOutScores(
    string Name, double[] Scores, double[] Probabilities, bool[] IsPositive)
{
    /// <summary>Splits pooled; more would only smooth the curves.</summary>
    public const int MostSplits = 3;

    private const int Bins = 10;

    /// <param name="splits">Of some repeats with the same features.</param>
    public static HeldOutScores Of(string name, IReadOnlyList<HeldOutRows> splits) => new(
        name,
        [.. splits.SelectMany(split => split.Scores)],
        [.. splits.SelectMany(split => split.Scores.Select(split.Forest.Probability))],
        [.. splits.SelectMany(split => split.IsPositive)]);

    /// <summary>
    /// From the highest score on, a point for each distinct one: what is called a conductor.
    /// </summary>
    public (double[] Recall, double[] FalseRate, double[] Precision) Curve()
    {
        int positives = IsPositive.Count(one => one), negatives = IsPositive.Length - positives;
        int[] order = [.. Enumerable.Range(0, Scores.Length).OrderByDescending(i => Scores[i])];
        List<double> recall = [0], falseRate = [0], precision = [1];
        int found = 0, wrong = 0;
        for (int r = 0; r < order.Length; r++)
        {
            (found, wrong) = IsPositive[order[r]] ? (found + 1, wrong) : (found, wrong + 1);
            if (r + 1 < order.Length && Scores[order[r + 1]] == Scores[order[r]])
            {
                continue;
            }

            recall.Add((double)found / Math.Max(1, positives));
            falseRate.Add((double)wrong / Math.Max(1, negatives));
            precision.Add((double)found / (found + wrong));
        }

        precision[0] = precision.Count > 1 ? precision[1] : 1;
        return ([.. recall], [.. falseRate], [.. precision]);
    }

    /// <summary>Mean probability and share of conductors in ten steps of the probability.</summary>
    public (double[] Predicted, double[] Found, int[] Counts) Reliability()
    {
        var bins = Probabilities.Zip(IsPositive)
            .GroupBy(pair => Math.Min(Bins - 1, (int)(Bins * pair.First)))
            .OrderBy(bin => bin.Key)
            .ToArray();
        return (
            [.. bins.Select(bin => bin.Average(pair => pair.First))],
            [.. bins.Select(bin => bin.Average(pair => pair.Second ? 1.0 : 0))],
            [.. bins.Select(bin => bin.Count())]);
    }
}
