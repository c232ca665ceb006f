using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Forests;

/// <summary>What must not matter, and what must.</summary>
public sealed class ForestPropertyTest
{
    private static readonly ForestOptions Few = new() { Trees = 40, Seed = 5 };

    // Nodes of many rows: that two features part them equally well never happens.
    private static readonly ForestOptions NoDraws =
        ForestCases.OneTree with { MinimumInLeaf = 20 };

    [Theory]
    [InlineData(SplitSearch.Histogram)]
    [InlineData(SplitSearch.Exact)]
    public void TheOrderOfRowsDoesNotMatter(SplitSearch search)
    {
        LabelledRows rows = ForestCases.Labelled(600, 5, 11);
        int[] order = Shuffled(rows.Count, 3);
        var learner = new ForestClassifier { Options = NoDraws with { Search = search } };
        Assert.Equal(
            ForestCases.Hash(learner.Fit(rows).Forest),
            ForestCases.Hash(learner.Fit(rows.Select(order)).Forest));
    }

    [Theory]
    [InlineData(SplitSearch.Histogram)]
    [InlineData(SplitSearch.Exact)]
    public void TheOrderOfFeaturesDoesNotMatter(SplitSearch search)
    {
        LabelledRows rows = ForestCases.Labelled(600, 5, 12);
        int[] order = Shuffled(5, 4);
        var learner = new ForestClassifier { Options = NoDraws with { Search = search } };
        LabelledRows turned = rows.With(rows.Features.SelectColumns(order));
        Assert.Equal(
            learner.Fit(rows).Probabilities(rows.Features),
            learner.Fit(turned).Probabilities(turned.Features));
    }

    /// <summary>Draws differ with the order, what is learned does not.</summary>
    [Fact]
    public void ForestsOfRowsAndFeaturesInAnyOrderAreAsGood()
    {
        LabelledRows rows = ForestCases.Labelled(1500, 12, 13);
        LabelledRows test = ForestCases.Labelled(1500, 12, 14);
        int[] columns = Shuffled(12, 5);
        LabelledRows other = rows.Select(Shuffled(rows.Count, 6));
        double plain = Area(rows, test);
        Assert.InRange(plain, 0.85, 1);
        Assert.Equal(plain, Area(other, test), 0.02);
        Assert.Equal(
            plain,
            Area(
                rows.With(rows.Features.SelectColumns(columns)),
                test.With(test.Features.SelectColumns(columns))),
            0.03);
    }

    [Fact]
    public void ADuplicateOfAFeatureChangesNothingAndSharesItsImportance()
    {
        LabelledRows rows = ForestCases.Labelled(600, 4, 15);
        LabelledRows doubled = rows.With(FeatureMatrix.SideBySide(
            rows.Features, rows.Features.SelectColumns([0])));
        var learner = new ForestClassifier { Options = NoDraws };
        Assert.Equal(
            learner.Fit(rows).Probabilities(rows.Features),
            learner.Fit(doubled).Probabilities(doubled.Features));

        ClassificationForest forest = new ForestClassifier { Options = Few }.Fit(doubled);
        double first = forest.Forest.Importances[0], second = forest.Forest.Importances[4];
        Assert.InRange(first / second, 0.5, 2);
        Assert.Equal(1, forest.Forest.Importances.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(SplitSearch.Histogram)]
    [InlineData(SplitSearch.Exact)]
    [InlineData(SplitSearch.Random)]
    public void ConstantFeaturesAreNeverAskedAbout(SplitSearch search)
    {
        LabelledRows rows = ForestCases.Labelled(300, 2, 16);
        float[] constants = [.. Enumerable.Repeat(7f, 30 * rows.Count)];
        LabelledRows padded = rows.With(FeatureMatrix.SideBySide(
            new FeatureMatrix(rows.Count, 30, constants), rows.Features));
        ClassificationForest forest = new ForestClassifier
        {
            Options = Few with { Search = search },
        }.Fit(padded);
        Assert.All(forest.Forest.Importances.Take(30), share => Assert.Equal(0, share));

        // √32 are 5 features a node; all of them constant would leave nothing to ask.
        Assert.All(
            forest.Probabilities(padded.Features).Index(),
            p => Assert.Equal(rows.IsPositive[p.Index], p.Item > 0.5));
    }

    [Theory]
    [InlineData(SplitSearch.Histogram)]
    [InlineData(SplitSearch.Exact)]
    [InlineData(SplitSearch.Random)]
    public void RowsThatAreAllAlikeGetTheShareOfPositives(SplitSearch search)
    {
        var rows = new LabelledRows(
            new FeatureMatrix(4, 3, new float[12]), [true, false, false, false]);
        ClassificationForest forest = new ForestClassifier
        {
            Options = Few with { Search = search, Bootstrap = false },
        }.Fit(rows);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], forest.Probabilities(rows.Features));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OneClassIsCertain(bool isPositive)
    {
        FeatureMatrix features = ForestCases.Labelled(50, 3, 17).Features;
        var rows = new LabelledRows(features, [.. Enumerable.Repeat(isPositive, 50)]);
        foreach (ClassBalance balance in new[] { ClassBalance.None, ClassBalance.Sorep })
        {
            ClassificationForest forest = new ForestClassifier
            {
                Options = Few,
                Balance = balance,
            }.Fit(rows);
            Assert.All(
                forest.Probabilities(features), p => Assert.Equal(isPositive ? 1 : 0, p));
        }
    }

    [Fact]
    public void OneRowIsEnough()
    {
        FeatureMatrix one = FeatureMatrix.OfRows(2, [1f, 2f]);
        Assert.Equal(
            [1.0],
            new ForestClassifier { Options = Few }.Fit(new LabelledRows(one, [true]))
                .Probabilities(one));
        Assert.Equal(
            [42.0],
            new ForestRegressor { Options = Few }.Fit(new MeasuredRows(one, [42]))
                .Predict(one));
    }

    [Fact]
    public void ANumberThatIsNoneIsNamed()
    {
        var error = Assert.Throws<ArgumentException>(
            () => FeatureMatrix.OfRows(3, [1, 2, 3, 4, float.NaN, 6]));
        Assert.Contains("row 1, feature 1 is NaN", error.Message, StringComparison.Ordinal);

        ClassificationForest forest = new ForestClassifier { Options = Few }
            .Fit(ForestCases.Labelled(30, 3, 18));
        error = Assert.Throws<ArgumentException>(
            () => forest.Forest.Mean(new[] { 0f, 0, 0, 0, 0, float.PositiveInfinity }));
        Assert.Contains("row 1, feature 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => forest.Probabilities(FeatureMatrix.OfRows(2, [1f, 2])));
    }

    [Fact]
    public void RowsOfWeightZeroAreAsGoodAsNotThere()
    {
        LabelledRows rows = ForestCases.Labelled(400, 4, 19);
        int[] half = [.. Enumerable.Range(0, 200)];
        double[] weights = [.. Enumerable.Range(0, 400).Select(i => i < 200 ? 1.0 : 0)];
        var learner = new ForestClassifier { Options = NoDraws with { MinimumInLeaf = 7 } };
        Assert.Equal(
            ForestCases.Hash(learner.Fit(rows.Select(half)).Forest),
            ForestCases.Hash(learner.Fit(new LabelledRows(
                rows.Features, rows.IsPositive.AsSpan(), weights)).Forest));
        Assert.Throws<ArgumentException>(() => learner.Fit(new LabelledRows(
            rows.Features, rows.IsPositive.AsSpan(), new double[400])));
    }

    [Fact]
    public void AWeightIsSoManyCopies()
    {
        LabelledRows rows = ForestCases.Labelled(300, 4, 20);
        double[] weights = [.. Enumerable.Range(0, 300).Select(i => 1.0 + i % 3)];
        int[] copies =
        [
            .. Enumerable.Range(0, 300).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])),
        ];
        var learner = new ForestClassifier
        {
            Options = NoDraws with { Search = SplitSearch.Exact },
        };
        Assert.Equal(
            ForestCases.Hash(learner.Fit(rows.Select(copies)).Forest),
            ForestCases.Hash(learner.Fit(new LabelledRows(
                rows.Features, rows.IsPositive.AsSpan(), weights)).Forest));
    }

    [Theory]
    [InlineData(SplitSearch.Histogram)]
    [InlineData(SplitSearch.Exact)]
    [InlineData(SplitSearch.Random)]
    public void ThreadsDoNotMatterAndSeedsDo(SplitSearch search)
    {
        LabelledRows rows = ForestCases.Labelled(700, 20, 22);
        ForestClassifier Learner(ulong seed) => new()
        {
            Options = Few with { Search = search, Seed = seed },
            Balance = ClassBalance.Sorep,
        };
        ClassificationForest one = Learner(1).Fit(rows, threads: 1);
        ClassificationForest four = Learner(1).Fit(rows, threads: 4);
        Assert.Equal(ForestCases.Hash(one.Forest), ForestCases.Hash(four.Forest));
        Assert.Equal(one.OutOfBag.AsEnumerable(), four.OutOfBag);
        Assert.Equal(
            one.Probabilities(rows.Features, 1), one.Probabilities(rows.Features, 3));
        Assert.NotEqual(
            ForestCases.Hash(one.Forest), ForestCases.Hash(Learner(2).Fit(rows).Forest));
    }

    private static double Area(LabelledRows rows, LabelledRows test) => RocArea.Of(
        new ForestClassifier { Options = Few with { Trees = 200 } }.Fit(rows)
            .Probabilities(test.Features),
        test.IsPositive.AsSpan())!.Area;

    private static int[] Shuffled(int count, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new RandomStream(seed).Shuffle<int>(order);
        return order;
    }
}
