using Similarity.Crystals.Nanotubes;

namespace Similarity.Tests.Crystals.Nanotubes;

public sealed class ChiralityTest
{
    /// <summary>All twelve vectors of one star roll the same tube or its mirror image.</summary>
    [Theory]
    [InlineData(7, 2)]
    [InlineData(5, 5)]
    [InlineData(6, 0)]
    public void EveryVectorOfAStarIsTheSameTube(int n, int m)
    {
        var expected = new Chirality(n, m);
        (int p, int q) = (n, m);
        for (int sixth = 0; sixth < 6; sixth++)
        {
            Assert.Equal((expected, false), Chirality.Equivalent(p, q));
            Assert.Equal((expected, n != m && m != 0), Chirality.Equivalent(q, p));
            (p, q) = (-q, p + q);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 4)]
    [InlineData(4, -1)]
    [InlineData(1001, 0)]
    public void OnlyTheRepresentativeIsHeld(int n, int m)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new Chirality(n, m));
        Assert.Contains("0 ≤ m ≤ n", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnglesRunFromZigzagToArmchair()
    {
        Assert.Equal(0, new Chirality(9, 0).ChiralAngle);
        Assert.Equal(Math.PI / 6, new Chirality(9, 9).ChiralAngle, 1e-15);
    }

    [Theory]
    [InlineData(5, 5, NanotubeFamily.Armchair)]
    [InlineData(9, 0, NanotubeFamily.Mod0)]
    [InlineData(10, 0, NanotubeFamily.Mod1)]
    [InlineData(8, 0, NanotubeFamily.Mod2)]
    public void FamiliesAreRemainders(int n, int m, NanotubeFamily family) =>
        Assert.Equal(family, new Chirality(n, m).Family);
}
