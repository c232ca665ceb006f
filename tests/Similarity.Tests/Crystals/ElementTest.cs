using Similarity.Crystals;

namespace Similarity.Tests.Crystals;

public class ElementTest
{
    [Fact]
    public void EverySymbolFindsItsNumber()
    {
        for (int z = 1; z <= 118; z++)
        {
            Assert.True(Element.TryParse(new Element(z).Symbol, out Element found));
            Assert.Equal(z, found.AtomicNumber);
        }
    }

    [Theory]
    [InlineData("CO")]
    [InlineData("co")]
    [InlineData("")]
    [InlineData("X")]
    [InlineData(null)]
    public void CapitalsMatter(string? symbol) => Assert.False(Element.TryParse(symbol, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(119)]
    public void NoElementOutsideTheTable(int z) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Element(z));

    /// <summary>
    /// Five known inversions: the only neighbours whose mass falls as Z rises up to Pu.
    /// </summary>
    [Fact]
    public void MassesRiseButForTheKnownInversions()
    {
        int[] inversions = [.. Enumerable.Range(1, 93)
            .Where(z => new Element(z).Mass > new Element(z + 1).Mass)];
        Assert.Equal([18, 27, 52, 90, 92], inversions);
    }

    [Fact]
    public void FluorineIsTheMostElectronegative() =>
        Assert.Equal("F", Enumerable.Range(1, 118)
            .Select(z => new Element(z)).MaxBy(e => e.Electronegativity).Symbol);
}
