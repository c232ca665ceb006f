using System.Collections.Immutable;
using Similarity.Formats;
using Similarity.Learning.Forests;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

public sealed class ScreeningTest
{
    private static readonly ScreeningTable Table = ScreeningCases.Table(900, 81);

    [Theory]
    [InlineData(4)]
    [InlineData(90)]
    [InlineData(540)]
    [InlineData(896)]
    public void StratifiedSplitsKeepTheShareAndDivideAll(int train)
    {
        Split split = Split.Stratified(Table.IsPositive, train, new RandomStream(1));
        Assert.Equal(train, split.Train.Length);
        Assert.Equal(
            Enumerable.Range(0, Table.Count), split.Train.Concat(split.Test).Order());
        double positives = split.Train.Count(row => Table.IsPositive[row]);
        Assert.InRange(positives, 1, Table.Positives - 1);
        Assert.InRange(positives - train * Table.Background, -1, 1);
        Assert.Contains(split.Test, row => !Table.IsPositive[row]);
    }

    [Fact]
    public void GroupedSplitsAndFoldsDivideNoGroup()
    {
        Split grouped = Split.Grouped(Table.Formulas, 540, new RandomStream(2));
        Assert.InRange(grouped.Train.Length, 540, 542);
        Split[] folds = Split.Folds(
            Table.IsPositive, Table.Formulas, 4, new RandomStream(3));
        foreach (Split split in folds.Append(grouped))
        {
            Assert.Empty(split.Train.Select(row => Table.Formulas[row])
                .Intersect(split.Test.Select(row => Table.Formulas[row])));
            Assert.Equal(
                Enumerable.Range(0, Table.Count), split.Train.Concat(split.Test).Order());
        }

        Assert.Equal(
            Enumerable.Range(0, Table.Count), folds.SelectMany(fold => fold.Test).Order());
        Assert.All(
            Split.Folds(Table.IsPositive, null, 5, new RandomStream(4)),
            fold => Assert.InRange(
                fold.Test.Count(row => Table.IsPositive[row]),
                Table.Positives / 5,
                Table.Positives / 5 + 1));
    }

    /// <summary>
    /// 100 computed with 10 conductors, 40 called conductors of which 30 are, of 60 in all.
    /// </summary>
    [Fact]
    public void YieldAndSpeedUpAreThoseOfSorep()
    {
        double[] scores = [.. Enumerable.Repeat(0.9, 40), .. Enumerable.Repeat(0.1, 860)];
        bool[] positive =
        [
            .. Enumerable.Range(0, 900).Select(row => row < 30 || row is >= 40 and < 60),
        ];
        var sheet = ScreeningScores.Of(100, 10, scores, positive, 0.5);
        Assert.Equal(40.0 / 60, sheet.Found!.Value, 1e-12);
        Assert.Equal(40.0 / 140, sheet.Yield!.Value, 1e-12);
        Assert.Equal(40.0 / 140 / 0.06, sheet.SpeedUp!.Value, 1e-12);
        Assert.Equal(0.6, sheet.Recall);
        Assert.Equal((0.6 + 840.0 / 850) - 1, sheet.AdjustedBalancedAccuracy!.Value, 1e-12);
    }

    [Fact]
    public void MoreMaterialsTeachMore()
    {
        LearningPoint[] curve =
        [
            .. LearningCurve.Of(
                Table,
                ScreeningCases.Trainer,
                new ScreeningEvaluation { Repeats = 3 },
                [0.0001, 0.05, 0.2, 0.8]),
        ];
        Assert.Equal([45, 180, 720], curve.Select(point => point.TrainRows));
        double?[] areas = [.. curve.Select(point => point.Spread(s => s.RocArea).Mean)];
        Assert.True(areas[0] > 0.5 && areas[1] > areas[0] && areas[2] > areas[1]);
        Assert.True(curve[0].Spread(s => s.RocArea).Deviation > 0);
        Assert.All(curve.SelectMany(point => point.Repeats), s =>
            Assert.Equal(Table.Count, s.TrainRows + s.TestRows));
        Assert.Equal(28, LearningCurve.Shares.Length);
        Assert.Equal(LearningCurve.Shares.Order(), LearningCurve.Shares);
    }

    [Fact]
    public void EvaluationDependsOnTheSeedAlone()
    {
        ImmutableArray<ScreeningScores> Run(ulong seed, int threads) =>
            new ScreeningEvaluation { Repeats = 2, Seed = seed }
                .Run(Table, ScreeningCases.Trainer, 200, threads);
        Assert.Equal(Run(1, 1).AsEnumerable(), Run(1, 3));
        Assert.NotEqual(Run(1, 1).AsEnumerable(), Run(2, 1));
        Assert.NotEqual(Run(1, 1)[0], Run(1, 1)[1]);
    }

    /// <summary>Who listens hears what each sheet of scores is of, and no forest grows twice.
    /// </summary>
    [Fact]
    public void EvaluationSaysWhatItsScoresAreOf()
    {
        var heard = new List<HeldOutRows>();
        var evaluation = new ScreeningEvaluation { Repeats = 3, Seed = 4 };
        ImmutableArray<ScreeningScores> scores =
            evaluation.Run(Table, ScreeningCases.Trainer, 200, judged: heard.Add);
        Assert.Equal(scores, heard.Select(rows => rows.ScoresAt(evaluation.Threshold)));
        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany(repeat =>
                Table.Select(evaluation.SplitOf(Table, 200, repeat).Test).IsPositive),
            heard.SelectMany(rows => rows.IsPositive));
    }

    [Fact]
    public void CalibratedScoresAreProbabilities()
    {
        ScreeningTable train = ScreeningCases.Table(3000, 82);
        ScreeningTable test = ScreeningCases.Table(3000, 83);
        TrainedForest forest = ScreeningCases.Trainer.Fit(train.Rows, 2);
        double[] scores = forest.Scores(test.Features, 2);

        // A balanced forest promises far too much, calibrated it does not.
        double calibrated = scores.Average(forest.Probability);
        Assert.Equal(test.Background, calibrated, 0.02);
        Assert.True(
            scores.Average() - test.Background > 2 * Math.Abs(calibrated - test.Background));
        int covered = 0, groups = 0;
        foreach (int[] group in Enumerable.Range(0, test.Count)
            .OrderBy(row => scores[row]).Chunk(300))
        {
            double share = group.Average(row => test.IsPositive[row] ? 1.0 : 0);
            double said = group.Average(row => forest.Probability(scores[row]));
            Assert.Equal(share, said, 0.09);
            ConfidenceInterval interval =
                forest.Reliability.Interval(scores[group[group.Length / 2]])!.Value;
            covered += share >= interval.Low - 0.03 && share <= interval.High + 0.03 ? 1 : 0;
            groups++;
        }

        Assert.InRange(covered, groups - 2, groups);
    }

    [Fact]
    public void ReasonsAreTheWindowsThatDecide()
    {
        ScreeningTable train = ScreeningCases.Table(2000, 84);
        TrainedForest forest = ScreeningCases.Trainer.Fit(train.Rows, 2);
        Assert.Equal("window 0", forest.WindowImportances(train.Columns)[0].Window);
        double[] scores = forest.Scores(train.Features);
        int best = Array.IndexOf(scores, scores.Max());
        float[] row = new float[ScreeningCases.Features];
        train.Features.CopyRows(best, 1, row);
        (string window, double contribution) = forest.Reasons(row, train.Columns, 1).Single();
        Assert.Equal("window 0", window);
        Assert.True(contribution > 0.2);
    }

    /// <summary>Asking a forest what to compute next finds conductors sooner than chance.</summary>
    [Theory]
    [InlineData(ScreeningStrategy.Greedy)]
    [InlineData(ScreeningStrategy.Diverse)]
    public void ActiveScreeningBeatsChance(ScreeningStrategy strategy)
    {
        ScreeningTable table = ScreeningCases.Table(1500, 85);
        var active = new ActiveScreening
        {
            Trainer = ScreeningCases.Trainer with { Calibration = CalibrationMethod.None },
            Strategy = strategy,
            Start = 100,
            Batch = 50,
        };
        (int computed, int found) = active.Replay(table, 400, 2)[^1];
        (int chance, int byChance) =
            (active with { Strategy = ScreeningStrategy.Random }).Replay(table, 400)[^1];
        Assert.Equal(400, computed);
        Assert.Equal(400, chance);
        Assert.True(found > 1.5 * byChance, $"{found} against {byChance} by chance");
    }

    [Fact]
    public void AModelReadAgainAnswersAsBefore()
    {
        var plan = new FeaturePlan([new StructureBlock()]);
        var trainer = ScreeningCases.Trainer with { Calibration = CalibrationMethod.Platt };
        ScreeningTable table = ScreeningCases.Table(300, 86);
        TrainedForest trained = trainer.Fit(
            table.Rows.With(table.Features.SelectColumns([0, 1, 2, 3, 4])));
        var card = new ModelCard("here", "criteria", 300, 20, 60, 3, 0.9, null, "1.2.3");
        var model = new ScreeningModel(plan, trained, 0.4, card);
        ScreeningModel read = ScreeningModel.Parse("m", model.ToBytes());
        Assert.Equal(card, read.Card);
        Assert.Equal(0.4, read.Threshold);
        Assert.Equal(trained.Calibration, read.Trained.Calibration);
        Assert.Equal(
            trained.Reliability.Highest.AsEnumerable(), read.Trained.Reliability.Highest);
        float[] row = [1, 2, 3, 1, 5];
        Assert.Equal(
            trained.Reasons(row, plan.Columns, 3), read.Trained.Reasons(row, plan.Columns, 3));

        foreach (string text in new[] { "", "{}", "null", "{\"blocks\":[]}" })
        {
            Assert.Throws<InvalidFileException>(() => ScreeningModel.Parse(
                "m", ForestFile.ToBytes(trained.Forest, text)));
        }
    }
}
