using Similarity.Learning.Validation;

namespace Similarity.Tests.Learning.Validation;

public sealed class ConfusionCountsTest
{
    [Fact]
    public void ScoresAreWhatTheCountsMake()
    {
        ConfusionCounts counts = new(30, 20, 140, 10);
        Assert.Equal(0.75, counts.Recall);
        Assert.Equal(0.875, counts.Specificity);
        Assert.Equal(0.6, counts.Precision);
        Assert.Equal(0.85, counts.Accuracy);
        Assert.Equal(0.8125, counts.BalancedAccuracy);
        Assert.Equal(0.625, counts.AdjustedBalancedAccuracy);
        Assert.Equal(2 / (1 / 0.75 + 1 / 0.6), counts.F1!.Value, 1e-12);
    }

    [Fact]
    public void ADrawOfTheVotesIsANo() => Assert.Equal(
        new ConfusionCounts(1, 0, 1, 1),
        ConfusionCounts.Of([0.5, 0.5, 0.6], [true, false, true], 0.5));

    [Fact]
    public void WhatIsNotDefinedIsNull()
    {
        ConfusionCounts none = ConfusionCounts.Of([0.1, 0.2], [false, false], 0.5);
        Assert.Null(none.Recall);
        Assert.Null(none.Precision);
        Assert.Null(none.BalancedAccuracy);
        Assert.Null(none.F1);
        Assert.Equal(1, none.Accuracy);
    }

    [Fact]
    public void SpreadIsThatOfASample()
    {
        Assert.Equal(Math.Sqrt(2.5), Spread.Of([1, 2, 3, 4, 5]), 1e-12);
        Assert.Equal(0, Spread.Of([3]));
    }
}
