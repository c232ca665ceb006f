using Similarity.Learning.Validation;

namespace Similarity.Tests.Learning.Validation;

public sealed class RanksTest
{
    [Fact]
    public void ARankCountsTheValuesBelowAndHalfTheEqualOnes()
    {
        foreach ((double[] values, _) in RankedCases.All())
        {
            double[] expected = [.. values.Select(value =>
                values.Count(other => other < value)
                + (values.Count(other => other == value) + 1) / 2.0)];
            Assert.Equal(expected, Ranks.Of(values));
        }
    }

    [Fact]
    public void WhatIsNotANumberHasNoRank() =>
        Assert.Throws<ArgumentException>(() => Ranks.Of([1, double.NaN]));
}
