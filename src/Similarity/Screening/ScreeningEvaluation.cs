using System.Collections.Immutable;
using Similarity.Numerics;

namespace Similarity.Screening;

/// <summary>
/// How good a trainer is on materials that it does not see, over repeated splits.
/// </summary>
public sealed record ScreeningEvaluation
{
    /// <summary>
    /// Scores above are conductors; 1/2 is the vote of a balanced forest. Null: each forest takes
    /// the threshold that is best for its own training rows out of bag.
    /// </summary>
    public double? Threshold { get; init; } = 0.5;

    public int Repeats { get; init; } = 10;

    /// <summary>Whether materials of one formula are all learned from or all asked about.</summary>
    public bool GroupByFormula { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>One score sheet for each repeat.</summary>
    /// <param name="judged">Hears what each forest says of the rows that it did not see.</param>
    public ImmutableArray<ScreeningScores> Run(
        ScreeningTable table,
        ScreeningTrainer trainer,
        int trainRows,
        int threads = 1,
        Action<HeldOutRows>? judged = null,
        CancellationToken cancellation = default)
    {
        var scores = ImmutableArray.CreateBuilder<ScreeningScores>(Repeats);
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            cancellation.ThrowIfCancellationRequested();
            Split split = SplitOf(table, trainRows, repeat);
            HeldOutRows held = Judge(table, trainer, split, threads, cancellation);
            scores.Add(held.ScoresAt(Threshold));
            judged?.Invoke(held);
        }

        return scores.MoveToImmutable();
    }

    /// <summary>The split of a repeat: the same for all features and all trainers.</summary>
    public Split SplitOf(ScreeningTable table, int trainRows, int repeat)
    {
        RandomStream random =
            new RandomStream(Seed).Child((ulong)trainRows).Child((ulong)repeat);
        return GroupByFormula
            ? Split.Grouped(table.Formulas, trainRows, random)
            : Split.Stratified(table.IsPositive, trainRows, random);
    }

    /// <summary>
    /// Nested cross-validation: each outer part is asked about by the trainer that was best, by
    /// the mean ROC area, in a cross-validation of the other parts alone. So the choice is scored
    /// on rows that had no part in it.
    /// </summary>
    public ImmutableArray<NestedScores> Nested(
        ScreeningTable table,
        IReadOnlyList<ScreeningTrainer> trainers,
        int outerFolds,
        int innerFolds,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        var random = new RandomStream(Seed);
        Split[] outer = Split.Folds(
            table.IsPositive, GroupByFormula ? table.Formulas : null, outerFolds, random.Child(0));
        var result = ImmutableArray.CreateBuilder<NestedScores>(outerFolds);
        foreach ((int fold, Split split) in outer.Index())
        {
            ScreeningTable inside = table.Select(split.Train);
            Split[] inner = Split.Folds(
                inside.IsPositive,
                GroupByFormula ? inside.Formulas : null,
                innerFolds,
                random.Child((ulong)fold + 1));
            double[] areas =
            [
                .. trainers.Select(trainer => inner.Average(part => Score(
                    inside, trainer, part, Threshold, threads, cancellation).RocArea ?? 0.5)),
            ];
            int best = Array.IndexOf(areas, areas.Max());
            result.Add(new NestedScores(
                best,
                areas[best],
                Score(table, trainers[best], split, Threshold, threads, cancellation)));
        }

        return result.MoveToImmutable();
    }

    /// <summary>Fits to the training rows of a split and scores the others.</summary>
    public static ScreeningScores Score(
        ScreeningTable table,
        ScreeningTrainer trainer,
        Split split,
        double? threshold,
        int threads = 1,
        CancellationToken cancellation = default) =>
        Judge(table, trainer, split, threads, cancellation).ScoresAt(threshold);

    private static HeldOutRows Judge(
        ScreeningTable table,
        ScreeningTrainer trainer,
        Split split,
        int threads,
        CancellationToken cancellation)
    {
        ScreeningTable train = table.Select(split.Train), test = table.Select(split.Test);
        TrainedForest forest = trainer.Fit(train.Rows, threads, cancellation);
        return new HeldOutRows(
            train.Count,
            train.Positives,
            forest,
            forest.Scores(test.Features, threads),
            test.IsPositive);
    }
}

/// <summary>What a forest says of rows that it did not learn from.</summary>
public sealed record HeldOutRows(
    int TrainRows,
    int TrainPositives,
    TrainedForest Forest,
    double[] Scores,
    ImmutableArray<bool> IsPositive)
{
    /// <param name="threshold">Null: the forest's own.</param>
    public ScreeningScores ScoresAt(double? threshold) => ScreeningScores.Of(
        TrainRows,
        TrainPositives,
        Scores,
        IsPositive.AsSpan(),
        threshold ?? Forest.BalancedThreshold);
}

/// <param name="Chosen">Which of the trainers.</param>
/// <param name="InnerRocArea">What it promised; the scores say what it kept.</param>
public sealed record NestedScores(int Chosen, double InnerRocArea, ScreeningScores Scores);
