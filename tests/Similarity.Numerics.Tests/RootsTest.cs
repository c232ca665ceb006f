namespace Similarity.Numerics.Tests;

public class RootsTest
{
    [Fact]
    public void BrentFindsRootsToTheLastDigit()
    {
        AssertRoot(x => x * x - 2, 0, 2, Math.Sqrt(2));
        AssertRoot(x => Math.Exp(x) - 10, -50, 50, Math.Log(10));
        AssertRoot(x => Math.Cos(x), 1, 2, Math.PI / 2);
        AssertRoot(x => Math.CopySign(Math.Pow(Math.Abs(x - 1e-3), 0.2), x - 1e-3), -1, 2, 1e-3);
        AssertRoot(x => Math.Pow(x - 0.3, 9), -1, 4, 0.3);
        AssertRoot(x => x < 0.7 ? -1 : 1, 0, 1, 0.7);
    }

    [Fact]
    public void BrentIsFasterThanBisection()
    {
        int calls = 0;
        Roots.Brent(x => { calls++; return Math.Exp(x) - 10; }, 0, 8);
        Assert.InRange(calls, 3, 16);
    }

    [Fact]
    public void BrentTakesARootAtAnEnd()
    {
        Assert.Equal(1, Roots.Brent(x => x - 1, 1, 5));
        Assert.Equal(1, Roots.Brent(x => x - 1, -5, 1));
    }

    [Fact]
    public void BrentRefusesEqualSigns() =>
        Assert.Throws<ArgumentException>(() => Roots.Brent(x => x * x + 1, -1, 1));

    /// <summary>Halving an endless bracket would never end.</summary>
    [Fact]
    public void EndsAreFinite()
    {
        Assert.Throws<ArgumentException>(() => Roots.Brent(x => x - 1, 0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => Roots.Bisect(x => x < 1, double.NegativeInfinity, 2));
    }

    [Fact]
    public void BisectEndsAtNeighbouringNumbers()
    {
        double third = Roots.Bisect(x => x <= 1.0 / 3, 0, 1);
        Assert.Equal(1.0 / 3, third);
        Assert.Equal(1.0 / 3, Roots.Bisect(x => x >= 1.0 / 3, 5, -5));
    }

    private static void AssertRoot(Func<double, double> f, double low, double high, double expected)
    {
        foreach (double root in (double[])[Roots.Brent(f, low, high), Roots.Brent(f, high, low)])
        {
            double ulp = Math.BitIncrement(expected) - expected;

            // Either the value vanishes or the sign changes next to the root.
            Assert.True(f(root) == 0 || f(root - 4 * ulp) * f(root + 4 * ulp) <= 0, $"{root:R} is not {expected:R}");
        }
    }
}
