using System.Text.Json;
using Similarity.Learning;
using Similarity.Learning.Forests;

namespace Similarity.Tests.Learning.Forests;

/// <summary>Single trees against their slow twin and against scikit-learn.</summary>
public sealed class TreeTest
{
    // Leaves say numbers of single precision.
    private const double Single = 1e-6;

    [Theory]
    [InlineData(SplitSearch.Exact, ClassCriterion.Gini)]
    [InlineData(SplitSearch.Exact, ClassCriterion.Entropy)]
    [InlineData(SplitSearch.Histogram, ClassCriterion.Gini)]
    [InlineData(SplitSearch.Histogram, ClassCriterion.Entropy)]
    public void AClassificationTreeIsTheNaiveOne(SplitSearch search, ClassCriterion criterion)
    {
        for (ulong seed = 1; seed <= (ulong)RandomCases.Count(4); seed++)
        {
            float[][] rows = ForestCases.Rows(120, 3, 200, seed);
            bool[] classes = ForestCases.Classes(rows, 0.1, seed);
            var naive = new NaiveTree(
                rows,
                [.. classes.Select(c => c ? 1.0 : 0)],
                [.. classes.Select(_ => 1.0)],
                5,
                criterion == ClassCriterion.Gini ? NaiveTree.Gini : NaiveTree.Entropy);
            ClassificationForest forest = new ForestClassifier
            {
                Options = ForestCases.OneTree with { Search = search, MinimumInLeaf = 5 },
                Criterion = criterion,
            }.Fit(new LabelledRows(ForestCases.Matrix(rows), classes));

            float[][] asked = ForestCases.Rows(50, 3, 10000, seed + 100);
            double[] says = forest.Probabilities(ForestCases.Matrix(asked));
            Assert.All(asked.Index(), row =>
                Assert.Equal(naive.Predict(row.Item), says[row.Index], Single));
        }
    }

    [Theory]
    [InlineData(SplitSearch.Exact)]
    [InlineData(SplitSearch.Histogram)]
    public void ARegressionTreeIsTheNaiveOne(SplitSearch search)
    {
        float[][] rows = ForestCases.Rows(120, 3, 200, 3);
        double[] targets = [.. rows.Select(r => 1000 + r[0] * r[0] - r[1] + Math.Sin(9 * r[2]))];
        double[] weights = [.. rows.Index().Select(row => 1.0 + row.Index % 3)];
        var naive = new NaiveTree(rows, targets, weights, 1, NaiveTree.Variance);
        RegressionForest forest = new ForestRegressor
        {
            Options = ForestCases.OneTree with { Search = search, MaximumDepth = null },
        }.Fit(new MeasuredRows(ForestCases.Matrix(rows), targets, weights));

        double[] says = forest.Predict(ForestCases.Matrix(rows));
        Assert.All(rows.Index(), row =>
            Assert.Equal(naive.Predict(row.Item), says[row.Index], 1e-4));
        Assert.All(targets.Index(), t => Assert.Equal(t.Item, says[t.Index], 1e-4));
    }

    /// <summary>
    /// Trees of scikit-learn, weighted and pruned: the same leaves and importances.
    /// </summary>
    [Fact]
    public void TreesAreThoseOfScikitLearn()
    {
        JsonElement trees = Oracle().GetProperty("trees");
        int columns = trees.GetProperty("columns").GetInt32();
        FeatureMatrix rows = FeatureMatrix.OfRows(columns, Singles(trees.GetProperty("rows")));
        FeatureMatrix asked = FeatureMatrix.OfRows(columns, Singles(trees.GetProperty("asked")));
        bool[] positive =
            [.. trees.GetProperty("positive").EnumerateArray().Select(e => e.GetBoolean())];
        double[] weights =
            [.. trees.GetProperty("weights").EnumerateArray().Select(e => e.GetDouble())];
        foreach (JsonElement tree in trees.GetProperty("classification").EnumerateArray())
        {
            double weight = tree.GetProperty("positive_weight").GetDouble();
            ClassificationForest forest = new ForestClassifier
            {
                Options = ForestCases.OneTree with
                {
                    Search = SplitSearch.Exact,
                    MinimumInLeaf = tree.GetProperty("smallest_leaf").GetDouble(),
                    PruningAlpha = tree.GetProperty("alpha").GetDouble(),
                },
                Criterion = tree.GetProperty("criterion").GetString() == "gini"
                    ? ClassCriterion.Gini
                    : ClassCriterion.Entropy,
            }.Fit(new LabelledRows(
                rows, positive, [.. positive.Zip(weights, (p, w) => p ? weight * w : w)]));
            CompareTree(tree, forest.Forest, forest.Probabilities(asked));
        }
    }

    [Fact]
    public void RegressionTreesAreThoseOfScikitLearn()
    {
        JsonElement trees = Oracle().GetProperty("trees");
        int columns = trees.GetProperty("columns").GetInt32();
        FeatureMatrix rows = FeatureMatrix.OfRows(columns, Singles(trees.GetProperty("rows")));
        FeatureMatrix asked = FeatureMatrix.OfRows(columns, Singles(trees.GetProperty("asked")));
        double[] targets =
            [.. trees.GetProperty("targets").EnumerateArray().Select(e => e.GetDouble())];
        foreach (JsonElement tree in trees.GetProperty("regression").EnumerateArray())
        {
            RegressionForest forest = new ForestRegressor
            {
                Options = ForestCases.OneTree with
                {
                    Search = SplitSearch.Exact,
                    MinimumInLeaf = tree.GetProperty("min_leaf").GetInt32(),
                    PruningAlpha = tree.GetProperty("alpha").GetDouble(),
                },
            }.Fit(new MeasuredRows(rows, targets));
            CompareTree(tree, forest.Forest, forest.Predict(asked));
        }
    }

    [Fact]
    public void PruningGoesFromAllToTheRoot()
    {
        LabelledRows rows = ForestCases.Labelled(300, 4, 9);
        long last = long.MaxValue;
        foreach (double alpha in new[] { 0, 1e-4, 1e-3, 3e-3, 1e-2, 1e-1, 1 })
        {
            long leaves = new ForestClassifier
            {
                Options = ForestCases.OneTree with { PruningAlpha = alpha },
            }.Fit(rows).Forest.LeafCount;
            Assert.InRange(leaves, 1, last);
            last = leaves;
        }

        Assert.Equal(1, last);
    }

    /// <summary>Subtracted histograms are those that are summed.</summary>
    [Fact]
    public void AllFeaturesAtOnceGiveTheSameTreeAsOneByOne()
    {
        LabelledRows rows = ForestCases.Labelled(4000, 6, 21, levels: 250);
        string fast = ForestCases.Hash(new ForestClassifier { Options = ForestCases.OneTree }
            .Fit(rows).Forest);
        string exact = ForestCases.Hash(new ForestClassifier
        {
            Options = ForestCases.OneTree with { Search = SplitSearch.Exact },
        }.Fit(rows).Forest);
        Assert.Equal(exact, fast);
    }

    private static void CompareTree(JsonElement tree, Forest forest, double[] says)
    {
        Assert.Equal(tree.GetProperty("leaves").GetInt32(), forest.LeafCount);
        Assert.All(
            tree.GetProperty("values").EnumerateArray().Index(),
            value => Assert.Equal(value.Item.GetDouble(), says[value.Index], Single));
        Assert.All(
            tree.GetProperty("importances").EnumerateArray().Index(),
            value => Assert.Equal(
                value.Item.GetDouble(), forest.Importances[value.Index], 1e-9));
    }

    private static JsonElement Oracle() => JsonDocument.Parse(
        File.ReadAllText(RepositoryFile.Oracle("forests/scikit_learn.json"))).RootElement;

    private static float[] Singles(JsonElement array) =>
        [.. array.EnumerateArray().Select(e => (float)e.GetDouble())];
}
