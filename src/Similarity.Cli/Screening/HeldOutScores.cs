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
    private const int MostSplits = 3, Bins = 10;

    public static HeldOutScores Of(
        string name,
        ScreeningTable table,
        ScreeningTrainer trainer,
        ScreeningEvaluation evaluation,
        int trainRows,
        int threads,
        CancellationToken cancellation)
    {
        List<double> scores = [], probabilities = [];
        List<bool> positive = [];
        for (int repeat = 0; repeat < Math.Min(MostSplits, evaluation.Repeats); repeat++)
        {
            Split split = evaluation.SplitOf(table, trainRows, repeat);
            TrainedForest forest =
                trainer.Fit(table.Select(split.Train).Rows, threads, cancellation);
            ScreeningTable test = table.Select(split.Test);
            double[] own = forest.Scores(test.Features, threads);
            scores.AddRange(own);
            probabilities.AddRange(own.Select(forest.Probability));
            positive.AddRange(test.IsPositive);
        }

        return new HeldOutScores(name, [.. scores], [.. probabilities], [.. positive]);
    }

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
