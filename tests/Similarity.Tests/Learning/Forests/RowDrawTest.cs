using Similarity.Learning.Forests;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Forests;

/// <summary>The draws of balanced trees, by what the names of imbalanced-learn mean.</summary>
public sealed class RowDrawTest
{
    private static readonly int[] Rare = [.. Enumerable.Range(0, 50)];
    private static readonly int[] Frequent = [.. Enumerable.Range(50, 950)];

    [Theory]
    [InlineData(0.5, 100)]
    [InlineData(1, 50)]
    [InlineData(0.3, 166)]
    [InlineData(0.01, 950)]
    public void TheFrequentClassIsDrawnDown(double ratio, int wanted)
    {
        foreach (bool replacement in new[] { true, false })
        {
            int[] drawn = RowDraw.Balanced(
                Rare,
                Frequent,
                new ClassBalance { Ratio = ratio, Replacement = replacement },
                new RandomStream(1));
            Assert.Equal(Rare, drawn.Where(row => row < 50));
            int[] many = [.. drawn.Where(row => row >= 50)];
            Assert.Equal(wanted, many.Length);
            if (wanted > 50)
            {
                // Of 50 draws of 950, none may be a repetition by chance.
                Assert.Equal(replacement, many.Distinct().Count() < many.Length);
            }
        }
    }

    [Fact]
    public void TheRareClassIsDrawnToo()
    {
        int[] drawn = RowDraw.Balanced(
            Rare,
            Frequent,
            new ClassBalance { Ratio = 1, Replacement = true, DrawsRare = true },
            new RandomStream(2));
        Assert.Equal(50, drawn.Count(row => row < 50));
        Assert.InRange(drawn.Where(row => row < 50).Distinct().Count(), 20, 45);
    }

    /// <summary>1 − 1/e of the rows are in a bootstrap.</summary>
    [Fact]
    public void ABootstrapDrawsAsManyRowsSomeOfThemOften()
    {
        int[] times = RowDraw.Of(Frequent, 1000, bootstrap: true, new RandomStream(3));
        Assert.Equal(950, times.Sum());
        Assert.All(Rare, row => Assert.Equal(0, times[row]));
        Assert.InRange(times.Count(n => n > 0), 560, 640);
        Assert.All(
            RowDraw.Of(Frequent, 1000, bootstrap: false, new RandomStream(3))[50..],
            n => Assert.Equal(1, n));
    }
}
