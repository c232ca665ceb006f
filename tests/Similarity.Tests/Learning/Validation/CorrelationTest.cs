using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Validation;

public sealed class CorrelationTest
{
    private const double Rounding = 1e-13;

    /// <summary>
    /// The third pair is Anscombe's first set, whose r = 0.81642 is printed in Am. Stat. 27, 17
    /// (1973) and by R.
    /// </summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 4, 6, 8 }, 1)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 0.3, 0.2, 0.1 }, -1)]
    [InlineData(
        new double[] { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 },
        new double[] { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 },
        0.81642051634484)]
    public void PearsonMeetsKnownCases(double[] x, double[] y, double expected) =>
        Assert.Equal(expected, Correlation.Pearson(x, y)!.Value, Rounding);

    [Fact]
    public void PearsonForgetsShiftAndScale()
    {
        var random = new RandomStream(3);
        double[] x = [.. Enumerable.Range(0, 50).Select(_ => random.Normal())];
        double[] y = [.. x.Select(value => value + random.Normal())];
        double r = Correlation.Pearson(x, y)!.Value;
        Assert.InRange(r, 0.4, 0.9);
        Assert.Equal(
            -r,
            Correlation.Pearson([.. x.Select(v => 7 * v - 2)], [.. y.Select(v => 3 - v)])!.Value,
            Rounding);
    }

    [Fact]
    public void PearsonKeepsItsDigitsFarFromZero()
    {
        // 2⁻¹⁰ is exact beside 10⁹, so that the shifted numbers are too.
        double[] x = [0, 1, 2, 3, 4];
        double[] y = [1, 0, 3, 2, 5];
        Assert.Equal(
            Correlation.Pearson(x, y)!.Value,
            Correlation.Pearson([.. x.Select(v => 1e9 + v / 1024)], y)!.Value,
            Rounding);
    }

    [Fact]
    public void WithoutTiesSpearmanIsTheFormulaOfSquaredDifferences()
    {
        var random = new RandomStream(4);
        for (int n = 2; n < 40; n++)
        {
            double[] x = [.. Enumerable.Range(1, n).Select(i => (double)i)];
            double[] y = [.. x];
            random.Shuffle(y.AsSpan());
            double squares = x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();

            // Any growing function keeps the ranks.
            Assert.Equal(
                1 - 6 * squares / (n * ((double)n * n - 1)),
                Correlation.Spearman([.. x.Select(Math.Exp)], [.. y.Select(Math.Sqrt)])!.Value,
                Rounding);
        }
    }

    [Fact]
    public void SpearmanSharesRanksOfTies() =>
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: r = 4.5 / √(4.5 · 5).
        Assert.Equal(
            4.5 / Math.Sqrt(22.5),
            Correlation.Spearman([0, 1, 1, 9], [3, 5, 7, 8])!.Value,
            Rounding);

    [Fact]
    public void WhatDoesNotVaryCorrelatesWithNothing()
    {
        Assert.Null(Correlation.Pearson([0.1, 0.1, 0.1], [1, 2, 3]));
        Assert.Null(Correlation.Spearman([1, 2, 3], [0.3, 0.3, 0.3]));
        Assert.Null(Correlation.Pearson([], []));
    }

    [Fact]
    public void ValuesComeInPairs() =>
        Assert.Throws<ArgumentException>(() => Correlation.Pearson([1, 2], [1]));
}
