using Similarity.Learning.Committees;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Committees;

public class CommitteeTest
{
    [Fact]
    public void ABootstrapDrawsAsManyAndSubsamplesDrawOnce()
    {
        int[][] bootstrap = new CommitteeDraw(3, 1).Of(50);
        Assert.All(bootstrap, drawn => Assert.Equal(50, drawn.Length));
        Assert.All(bootstrap, drawn => Assert.InRange(drawn.Distinct().Count(), 25, 40));
        int[][] part = new CommitteeDraw(3, 1, 0.6).Of(50);
        Assert.All(part, drawn => Assert.Equal(30, drawn.Distinct().Count()));
        Assert.NotEqual(part[0], part[1]);
        Assert.Equal(part[2], new CommitteeDraw(3, 1, 0.6).Of(50)[2]);
    }

    [Fact]
    public void TheSpreadIsTheStandardDeviationOfMembers()
    {
        (double[] mean, double[] spread) = CommitteeSpread.Of(
            new Matrix<double>(3, 2, [1, 5, 2, 5, 6, 5]));
        Assert.Equal([3, 5], mean, (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(Math.Sqrt(7), spread[0], 1e-14);
        Assert.Equal(0, spread[1]);
    }

    /// <summary>
    /// Errors three times as large as the spreads say: α = 3 covers as it should.
    /// </summary>
    [Fact]
    public void CalibrationFindsAKnownFactor()
    {
        var random = new RandomStream(2);
        const int Cases = 4000;
        double[] spreads = [.. Enumerable.Range(0, Cases).Select(_ => random.Uniform(0.5, 2))];
        double[] errors = [.. spreads.Select(spread => 3 * spread * random.Normal())];
        var half = SpreadCalibration.Of(errors.AsSpan(0, Cases / 2), spreads.AsSpan(0, Cases / 2));
        Assert.Equal(3, half.Factor, 0.15);
        foreach (double share in new[] { 0.68, 0.95 })
        {
            double inside = SpreadCalibration.Coverage(
                errors.AsSpan(Cases / 2), spreads.AsSpan(Cases / 2), half.Reach(share));
            Assert.Equal(share, inside, 0.03);
        }
    }

    [Fact]
    public void GroupsStayTogetherInFolds()
    {
        string[] groups = [.. "aaaabbbccdddde".Select(letter => letter.ToString())];
        int[] folds = Folds.OfGroups(groups, 3, new RandomStream(1));
        Assert.All(
            groups.Zip(folds).GroupBy(pair => pair.First),
            group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
        Assert.Equal(3, folds.Distinct().Count());
        Assert.All(folds.GroupBy(fold => fold), fold => Assert.InRange(fold.Count(), 4, 5));
        int[] single = Folds.Random(10, 5, new RandomStream(1));
        Assert.All(single.GroupBy(fold => fold), fold => Assert.Equal(2, fold.Count()));
    }
}
