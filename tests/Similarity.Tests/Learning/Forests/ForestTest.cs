using System.IO.Compression;
using System.Text.Json;
using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Forests;

public sealed class ForestTest
{
    private const int Bins = 66;

    /// <summary>
    /// The scores of the balanced forest of imbalanced-learn, over other random splits, within
    /// three of its standard deviations.
    /// </summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void ABalancedForestIsAsGoodAsThatOfImbalancedLearn(double trainSize)
    {
        LabelledRows all = Jarvis();
        JsonElement peer = JsonDocument.Parse(
                File.ReadAllText(RepositoryFile.Oracle("forests/brf_jarvis.json")))
            .RootElement.GetProperty("rows").EnumerateArray()
            .Single(row => row.GetProperty("train_size").GetDouble() == trainSize);
        var found = new List<Dictionary<string, double>>();
        for (ulong repeat = 0; repeat < 5; repeat++)
        {
            (int[] train, int[] test) = Stratified(all, trainSize, repeat);
            ClassificationForest forest = new ForestClassifier
            {
                Options = new ForestOptions { Trees = 100, Seed = repeat, OutOfBag = false },
                Balance = ClassBalance.Sorep,
            }.Fit(all.Select(train), Environment.ProcessorCount);
            LabelledRows rest = all.Select(test);
            double[] says = forest.Probabilities(rest.Features);
            var counts = ConfusionCounts.Of(says, rest.IsPositive.AsSpan(), 0.5);
            found.Add(new Dictionary<string, double>
            {
                ["balanced_accuracy_adjusted"] = counts.AdjustedBalancedAccuracy!.Value,
                ["precision"] = counts.Precision!.Value,
                ["recall"] = counts.Recall!.Value,
                ["f1"] = counts.F1!.Value,
                ["roc_auc_proba"] = RocArea.Of(says, rest.IsPositive.AsSpan())!.Area,
            });
        }

        foreach (string name in found[0].Keys)
        {
            double mean = peer.GetProperty("mean").GetProperty(name).GetDouble();
            double deviation = peer.GetProperty("std").GetProperty(name).GetDouble();
            Assert.Equal(mean, found.Average(scores => scores[name]), 3 * deviation);
        }
    }

    /// <summary>A row is told by the trees that did not draw it as an unseen row is.</summary>
    [Fact]
    public void OutOfBagIsWhatUnseenRowsGet()
    {
        LabelledRows rows = ForestCases.Labelled(1500, 6, 31);
        LabelledRows test = ForestCases.Labelled(1500, 6, 32);
        ClassificationForest forest = new ForestClassifier
        {
            Options = new ForestOptions { Trees = 200 },
        }.Fit(rows);
        Assert.All(forest.OutOfBag, p => Assert.NotNull(p));
        double outOfBag = RocArea.Of(
            [.. forest.OutOfBag.Select(p => p!.Value)], rows.IsPositive.AsSpan())!.Area;
        double unseen = RocArea.Of(
            forest.Probabilities(test.Features), test.IsPositive.AsSpan())!.Area;
        Assert.Equal(unseen, outOfBag, 0.02);
        Assert.All(
            new ForestClassifier { Options = new() { Trees = 3, Bootstrap = false } }
                .Fit(rows).OutOfBag,
            p => Assert.Null(p));
    }

    [Fact]
    public void ContributionsAddUpToThePrediction()
    {
        LabelledRows rows = ForestCases.Labelled(400, 5, 33);
        Forest forest = new ForestClassifier { Options = new() { Trees = 50 } }.Fit(rows).Forest;
        double[] says = forest.Mean(rows.Features);
        float[] row = new float[5];
        for (int i = 0; i < 20; i++)
        {
            rows.Features.CopyRows(i, 1, row);
            Assert.Equal(says[i], forest.Root + forest.Contributions(row).Sum(), 1e-6);
        }
    }

    [Fact]
    public void RowsInAnyLayoutGetTheSame()
    {
        LabelledRows rows = ForestCases.Labelled(777, 5, 34);
        Forest forest = new ForestClassifier { Options = new() { Trees = 30 } }.Fit(rows).Forest;
        float[] lying = new float[777 * 5];
        rows.Features.CopyRows(0, 777, lying);
        double[] says = forest.Mean(rows.Features, 2);
        Assert.Equal(says, forest.Mean(lying, 2));

        // Eight abreast are one after the other.
        Assert.All(says.Index(), p => Assert.Equal(
            forest.Mean(lying.AsMemory(p.Index * 5, 5))[0], p.Item));
    }

    /// <summary>Noise has no importance, and what decides has all of it.</summary>
    [Fact]
    public void ImportanceIsThatOfTheFeaturesThatDecide()
    {
        LabelledRows rows = ForestCases.Labelled(1500, 8, 35);
        LabelledRows test = ForestCases.Labelled(1500, 8, 36);
        ClassificationForest forest = new ForestClassifier
        {
            Options = new() { Trees = 100 },
        }.Fit(rows);
        Assert.True(forest.Forest.Importances.Take(2).Min()
            > 2 * forest.Forest.Importances.Skip(2).Max());
        var losses = PermutationImportance.Of(
            forest, test, [[0], [1], [2, 3], [4, 5, 6, 7], [0, 1]], 3, new RandomStream(1));
        Assert.True(losses[0].Mean > 0.1 && losses[1].Mean > 0.1);
        Assert.InRange(losses[2].Mean, -0.02, 0.02);
        Assert.InRange(losses[3].Mean, -0.02, 0.02);
        Assert.True(losses[4].Mean > losses[0].Mean);
    }

    [Fact]
    public void ManyTreesRegressBetterThanOne()
    {
        float[][] train = ForestCases.Rows(800, 4, 10000, 41);
        float[][] test = ForestCases.Rows(800, 4, 10000, 42);
        var random = new RandomStream(43);
        static double Truth(float[] row) => 3 * row[0] * row[1] + Math.Sin(5 * row[2]);
        var rows = new MeasuredRows(
            ForestCases.Matrix(train), [.. train.Select(r => Truth(r) + 0.2 * random.Normal())]);
        double Error(int trees, SplitSearch search)
        {
            RegressionForest forest = new ForestRegressor
            {
                Options = new()
                {
                    Trees = trees,
                    Search = search,
                    FeatureShare = 0.8,
                    MinimumInLeaf = 2,
                },
            }.Fit(rows);
            return forest.Predict(ForestCases.Matrix(test)).Zip(test, (p, r) =>
                Math.Pow(p - Truth(r), 2)).Average();
        }

        double one = Error(1, SplitSearch.Histogram);
        double variance = test.Select(Truth).Average(t => t * t);
        Assert.All(Enum.GetValues<SplitSearch>(), search =>
        {
            double many = Error(100, search);
            Assert.True(many < one / 2 && many < variance / 10, $"{search}: {many}, one {one}");
        });
    }

    private static LabelledRows Jarvis()
    {
        using var packed = new GZipStream(
            File.OpenRead(RepositoryFile.Oracle("forests/jarvis_spectra.gz")),
            CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        string labels =
            File.ReadAllText(RepositoryFile.Oracle("forests/jarvis_labels.txt")).TrimEnd();
        return new LabelledRows(
            FeatureMatrix.OfRows(Bins, [.. bytes.ToArray().Select(b => b / 255f)]),
            [.. labels.Select(label => label == '1')]);
    }

    private static (int[] Train, int[] Test) Stratified(
        LabelledRows rows, double share, ulong seed)
    {
        var random = new RandomStream(seed);
        List<int> train = [], test = [];
        foreach (bool isPositive in new[] { true, false })
        {
            int[] own =
            [
                .. Enumerable.Range(0, rows.Count).Where(i => rows.IsPositive[i] == isPositive),
            ];
            random.Shuffle<int>(own);
            int count = (int)Math.Round(share * own.Length);
            train.AddRange(own[..count]);
            test.AddRange(own[count..]);
        }

        return ([.. train], [.. test]);
    }
}
