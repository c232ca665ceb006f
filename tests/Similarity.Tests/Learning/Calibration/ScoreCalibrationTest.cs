using System.Text.Json;
using Similarity.Learning.Calibration;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Calibration;

/// <summary>Against scikit-learn, definitions, and cases without noise.</summary>
public sealed class ScoreCalibrationTest
{
    [Fact]
    public void IsotonicCalibrationIsThatOfScikitLearn() => Compare(
        "isotonic", (scores, positive) => IsotonicCalibration.Fit(scores, positive), 1e-12);

    // The peer stops at a gradient of 1e-5.
    [Fact]
    public void PlattCalibrationIsThatOfScikitLearn() => Compare(
        "platt", (scores, positive) => PlattCalibration.Fit(scores, positive), 1e-4);

    /// <summary>maxᵢ≤ₖ minⱼ≥ₖ of the means of cases i … j.</summary>
    [Fact]
    public void IsotonicStepsAreTheMaximaOfMinima()
    {
        var random = new RandomStream(61);
        for (int trial = 0; trial < RandomCases.Count(30); trial++)
        {
            double[] scores = [.. Enumerable.Range(0, 25).Select(i => i + 0.5)];
            bool[] positive = [.. scores.Select(s => random.Uniform() < s / 25)];
            var fit = IsotonicCalibration.Fit(scores, positive);
            for (int k = 0; k < scores.Length; k++)
            {
                double expected = Enumerable.Range(0, k + 1).Max(i =>
                    Enumerable.Range(k, scores.Length - k).Min(j =>
                        positive[i..(j + 1)].Average(p => p ? 1.0 : 0)));
                Assert.Equal(expected, fit.Of(scores[k]), 1e-12);
            }
        }
    }

    [Fact]
    public void CalibratedProbabilitiesNeverFall()
    {
        var random = new RandomStream(62);
        double[] scores = [.. Enumerable.Range(0, 300).Select(_ => random.Uniform())];
        bool[] positive = [.. scores.Select(s => random.Uniform() < s * s)];
        foreach (ScoreCalibration fit in (ScoreCalibration[])
            [IsotonicCalibration.Fit(scores, positive), PlattCalibration.Fit(scores, positive)])
        {
            double[] says =
                [.. Enumerable.Range(-10, 121).Select(i => fit.Of(i / 100.0))];
            Assert.Equal(says.Order(), says);
            Assert.All(says, p => Assert.InRange(p, 0, 1));
            Assert.Equal(
                positive.Average(p => p ? 1.0 : 0), scores.Average(fit.Of), 0.01);
        }
    }

    [Fact]
    public void ScoresThatTellTheWrongWayTellNothing()
    {
        var fit = PlattCalibration.Fit([1, 2, 3, 4], [true, true, false, false]);
        Assert.Equal(0, fit.A);
        Assert.Equal(0.5, fit.Of(3), 1e-12);
        Assert.Equal(
            0.5, IsotonicCalibration.Fit([1, 2, 3, 4], [true, true, false, false]).Of(1), 1e-12);
    }

    [Fact]
    public void OneClassAndPerfectScoresHaveAnAnswer()
    {
        Assert.InRange(PlattCalibration.Fit([1, 2], [true, true]).Of(1.5), 0.6, 0.9);
        Assert.Equal(1, IsotonicCalibration.Fit([1, 2], [true, true]).Of(0));
        double[] scores = [.. Enumerable.Range(0, 100).Select(i => i / 100.0)];
        bool[] positive = [.. scores.Select(s => s >= 0.5)];
        var fit = PlattCalibration.Fit(scores, positive);
        Assert.InRange(fit.Of(0), 0, 0.05);
        Assert.InRange(fit.Of(1), 0.95, 1);
    }

    private static void Compare(
        string name, Func<double[], bool[], ScoreCalibration> fit, double tolerance)
    {
        JsonElement peer = JsonDocument.Parse(
                File.ReadAllText(RepositoryFile.Oracle("forests/scikit_learn.json")))
            .RootElement.GetProperty("calibration");
        double[] Numbers(string field) =>
            [.. peer.GetProperty(field).EnumerateArray().Select(e => e.GetDouble())];
        bool[] positive =
            [.. peer.GetProperty("positive").EnumerateArray().Select(e => e.GetBoolean())];
        ScoreCalibration own = fit(Numbers("scores"), positive);
        double[] expected = Numbers(name);
        Assert.All(Numbers("at").Index(), at =>
            Assert.Equal(expected[at.Index], own.Of(at.Item), tolerance));
    }
}
