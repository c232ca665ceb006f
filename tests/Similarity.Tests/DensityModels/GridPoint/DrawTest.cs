using Similarity.DensityModels.GridPoint;
using Similarity.Numerics;

namespace Similarity.Tests.DensityModels.GridPoint;

public sealed class DrawTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void StrataGetTheirShares(double evenness)
    {
        // 9,900 points near 0 and 100 near 1.
        double[] values =
            [.. Enumerable.Range(0, 10_000).Select(i => i % 100 == 0 ? 1 : 1e-7 * i)];
        var draw = new StratifiedDraw { Strata = 2, Evenness = evenness };
        int[] drawn = draw.Draw(values, 1000, new RandomStream(1));
        Assert.Equal(1000, drawn.Distinct().Count());
        Assert.Equal(drawn.Order(), drawn);
        int rare = drawn.Count(i => values[i] == 1);
        int expected = evenness switch
        {
            0 => 10,
            1 => 100,
            _ => (int)Math.Round(1000 * Math.Sqrt(100) / (Math.Sqrt(100) + Math.Sqrt(9900))),
        };
        Assert.InRange(rare, expected - 2, expected + 2);
        Assert.Equal(drawn, draw.Draw(values, 1000, new RandomStream(1)));
    }

    [Fact]
    public void AllPointsAreAllPointsAndEqualValuesAreOneStratum()
    {
        double[] values = [3, 3, 3, 3];
        var draw = new StratifiedDraw();
        Assert.Equal([0, 1, 2, 3], draw.Draw(values, 9, new RandomStream(1)));
        Assert.Equal(2, draw.Draw(values, 2, new RandomStream(1)).Length);
    }

    [Fact]
    public void WhatIsKeptIsApartAndCoversTheRest()
    {
        const int Rows = 900, Columns = 2;
        const double Radius = 0.4;
        var random = new RandomStream(8);
        double[] rows = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.Normal())];
        int[] kept = CoverageDraw.Thin(rows, Columns, Radius, new RandomStream(2));
        Assert.InRange(kept.Length, 30, 300);
        double[] deviations = [.. Enumerable.Range(0, Columns).Select(column =>
        {
            double[] own =
                [.. Enumerable.Range(0, Rows).Select(row => rows[row * Columns + column])];
            double mean = own.Average();
            return Math.Sqrt(own.Average(x => (x - mean) * (x - mean)));
        })];
        double Away(int a, int b, int column) =>
            (rows[a * Columns + column] - rows[b * Columns + column]) / deviations[column];
        double Distance(int a, int b) => Math.Sqrt(
            Enumerable.Range(0, Columns).Sum(column => Math.Pow(Away(a, b, column), 2)));
        Assert.All(kept, a => Assert.DoesNotContain(
            kept, b => a != b && Distance(a, b) < Radius - 1e-9));
        Assert.All(Enumerable.Range(0, Rows), a => Assert.Contains(
            kept, b => Distance(a, b) < Radius + 1e-9));
    }

    [Fact]
    public void ThinningToACountKeepsTheRareAndDropsTheRepeated()
    {
        // 2,000 rows in a clump, 20 far from it and from each other.
        var random = new RandomStream(9);
        double[] rows = [.. Enumerable.Range(0, 2020).SelectMany(i => i < 2000
            ? new[] { 0.01 * random.Normal(), 0.01 * random.Normal() }
            : [Math.Cos(i), Math.Sin(i)])];
        int[] kept = CoverageDraw.ThinTo(rows, 2, 60, new RandomStream(3));
        Assert.Equal(60, kept.Length);
        Assert.InRange(kept.Count(row => row >= 2000), 18, 20);
    }
}
