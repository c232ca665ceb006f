using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Tests.Screening;

/// <summary>
/// Whatever is done to rows that are asked about, what was learned stays the same, to the last bit:
/// the choice of features, the forest, the threshold, the calibration, the scaling. Each test also
/// shows that it would notice: the same harm done to a training row changes what was learned.
/// </summary>
public sealed class LeakageTest
{
    private static readonly ScreeningTable Table = ScreeningCases.Table(500, 71);

    private static readonly Split Halves =
        Split.Stratified(Table.IsPositive, 250, new RandomStream(72));

    public static TheoryData<CalibrationMethod> Methods =>
        [CalibrationMethod.None, CalibrationMethod.Isotonic, CalibrationMethod.Platt];

    [Theory]
    [MemberData(nameof(Methods))]
    public void FeatureChoiceForestAndCalibrationSeeTrainingRowsOnly(CalibrationMethod method)
    {
        ScreeningTrainer trainer =
            ScreeningCases.Trainer with { KeepFeatures = 4, Calibration = method };
        string honest = Learned(trainer, Table);
        Assert.Equal(
            honest, Learned(trainer, ScreeningCases.Poisoned(Table, Halves.Test, 73)));
        Assert.NotEqual(
            honest,
            Learned(trainer, ScreeningCases.Poisoned(Table, [.. Halves.Train.Take(40)], 73)));
    }

    /// <summary>
    /// The scores of the evaluation itself: of test rows left alone, not of those harmed.
    /// </summary>
    [Fact]
    public void AScoreDependsOnNoOtherTestRow()
    {
        TrainedForest forest = ScreeningCases.Trainer.Fit(Table.Select(Halves.Train).Rows);
        double[] scores = forest.Scores(Table.Select(Halves.Test).Features);
        int[] harmed = Halves.Test[..100];
        double[] again = ScreeningCases.Trainer
            .Fit(ScreeningCases.Poisoned(Table, harmed, 74).Select(Halves.Train).Rows)
            .Scores(ScreeningCases.Poisoned(Table, harmed, 74).Select(Halves.Test).Features);
        Assert.Equal(scores[100..], again[100..]);
        Assert.NotEqual(scores[..100], again[..100]);
    }

    [Fact]
    public void ScalingSeesTrainingRowsOnly()
    {
        ScreeningTable poisoned = ScreeningCases.Poisoned(Table, Halves.Test, 75);
        FeatureMatrix asked = Table.Select(Halves.Train).Features;
        float[][] honest = FeatureScaling.Of(Table.Select(Halves.Train).Features).Apply(asked);
        Assert.Equal(
            honest, FeatureScaling.Of(poisoned.Select(Halves.Train).Features).Apply(asked));
        Assert.NotEqual(honest, FeatureScaling.Of(poisoned.Features).Apply(asked));
    }

    /// <summary>
    /// Scales of blocks of features, wherever they were learned, cannot tell a forest anything of
    /// the rows that are asked about: it sees the order of values, which scales leave.
    /// </summary>
    [Fact]
    public void ScalesOfBlocksChangeNoScore()
    {
        double[] scales = [4, 4, 4, 0.25, 0.25, 0.25, 0.25, 0.25];
        float[] values = new float[Table.Count * ScreeningCases.Features];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(Table.Features.Column(i / Table.Count)[i % Table.Count]
                / scales[i / Table.Count]);
        }

        ScreeningTable scaled = ScreeningCases.Of(values, [.. Table.IsPositive]);
        Assert.Equal(Scores(Table), Scores(scaled));

        static double[] Scores(ScreeningTable table) => ScreeningCases.Trainer
            .Fit(table.Select(Halves.Train).Rows)
            .Scores(table.Select(Halves.Test).Features);
    }

    /// <summary>
    /// The next batch follows from the labels of the materials that are computed: those of others
    /// may be anything.
    /// </summary>
    [Theory]
    [InlineData(ScreeningStrategy.Random)]
    [InlineData(ScreeningStrategy.Greedy)]
    [InlineData(ScreeningStrategy.Uncertain)]
    [InlineData(ScreeningStrategy.Diverse)]
    public void ProposalsSeeLabelsOfComputedMaterialsOnly(ScreeningStrategy strategy)
    {
        var active = new ActiveScreening
        {
            Trainer = ScreeningCases.Trainer,
            Strategy = strategy,
            Batch = 20,
        };
        bool[] flipped =
            [.. Table.IsPositive.Select((p, row) => Halves.Train.Contains(row) ? p : !p)];
        ScreeningTable other = Table with { IsPositive = [.. flipped] };
        int[] next = active.Propose(Table, Halves.Train, 0);
        Assert.Equal(next, active.Propose(other, Halves.Train, 0));
        Assert.Equal(20, next.Distinct().Count());
        Assert.Empty(next.Intersect(Halves.Train));
    }

    /// <summary>The outer part has no say in which trainer is chosen.</summary>
    [Fact]
    public void NestedChoiceSeesInnerRowsOnly()
    {
        ScreeningTrainer[] trainers =
        [
            ScreeningCases.Trainer,
            ScreeningCases.Trainer with { KeepFeatures = 2 },
        ];
        var evaluation = new ScreeningEvaluation { Seed = 5 };
        ImmutableArray<NestedScores> honest = evaluation.Nested(Table, trainers, 3, 2);
        Split outer = Split.Folds(Table.IsPositive, null, 3, new RandomStream(5).Child(0))[0];

        // Features only: labels make the folds, so that with others there are other folds.
        ScreeningTable poisoned = ScreeningCases.Poisoned(Table, outer.Test, 76) with
        {
            IsPositive = Table.IsPositive,
        };
        NestedScores first = evaluation.Nested(poisoned, trainers, 3, 2)[0];
        Assert.Equal(honest[0].Chosen, first.Chosen);
        Assert.Equal(honest[0].InnerRocArea, first.InnerRocArea);
        Assert.NotEqual(honest[0].Scores, first.Scores);
        Assert.Equal(Table.Count, honest.Sum(fold => fold.Scores.TestRows));
    }

    private static string Learned(ScreeningTrainer trainer, ScreeningTable table)
    {
        TrainedForest learned = trainer.Fit(table.Select(Halves.Train).Rows);
        var model = new ScreeningModel(
            new FeaturePlan([new StructureBlock(), new CompositionBlock()]),
            learned,
            learned.BalancedThreshold,
            new ModelCard("", "", 0, 0, 0, 0, null, null, ""));
        return Convert.ToHexString(model.ToBytes());
    }
}
