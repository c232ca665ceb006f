using Similarity.Operators;

namespace Similarity.Tests.Operators;

public sealed class GaussianShellTest
{
    private const double Rounding = 1e-14;

    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(1, 2.5)]
    [InlineData(2, 0.01)]
    [InlineData(3, 1e7)]
    public void ANormalisedPrimitiveHasNormOne(int l, double exponent) =>
        Assert.Equal(
            1, GaussianShell.OfNormalizedPrimitives(l, [exponent], [1]).SelfOverlap, Rounding);

    // ⟨p|q⟩ of normalised primitives is (2√(αβ) / (α + β))^(l + 3/2).
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheNormOfAContractionIsTheKnownSum(int l)
    {
        var shell = GaussianShell.OfNormalizedPrimitives(l, [0.4, 1.7], [0.6, -0.3]);
        double cross = Math.Pow(2 * Math.Sqrt(0.4 * 1.7) / 2.1, l + 1.5);
        Assert.Equal(0.36 + 0.09 - 2 * 0.18 * cross, shell.SelfOverlap, Rounding);
        Assert.Equal(1, shell.Normalized().SelfOverlap, Rounding);
    }

    [Fact]
    public void ShellsOfEqualNumbersAreEqualAndOthersHaveAnOrder()
    {
        var a = new GaussianShell(1, [0.4, 1.7], [0.6, -0.3]);
        var same = new GaussianShell(1, [0.4, 1.7], [0.6, -0.3]);
        Assert.Equal(a, same);
        Assert.Equal(a.GetHashCode(), same.GetHashCode());
        Assert.Equal(0, a.CompareTo(same));
        GaussianShell[] others =
        [
            new(2, [0.4, 1.7], [0.6, -0.3]),
            new(1, [0.4, 1.8], [0.6, -0.3]),
            new(1, [0.4, 1.7], [0.6, -0.2]),
            new(1, [0.4], [0.6]),
        ];
        Assert.All(others, other =>
        {
            Assert.NotEqual(a, other);
            Assert.Equal(Math.Sign(a.CompareTo(other)), -Math.Sign(other.CompareTo(a)));
            Assert.NotEqual(0, a.CompareTo(other));
        });
    }

    [Fact]
    public void WhatIsNoShellIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianShell(4, [1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianShell(-1, [1], [1]));
        Assert.Throws<ArgumentException>(() => new GaussianShell(0, [], []));
        Assert.Throws<ArgumentException>(() => new GaussianShell(0, [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new GaussianShell(0, [0], [1]));
        Assert.Throws<ArgumentException>(() => new GaussianShell(0, [double.NaN], [1]));
        Assert.Throws<ArgumentException>(
            () => GaussianShell.OfNormalizedPrimitives(0, [1], [1, 2]));
    }
}
