using Similarity.Crystals;

namespace Similarity.Tests.Crystals;

public class ChemicalFormulaTest
{
    [Theory]
    [InlineData("O O O Ti Ba", "BaTiO3")]
    [InlineData("Si Si", "Si")]
    [InlineData("O Si O O Si O", "SiO2")]
    [InlineData("Xe F F", "XeF2")]
    public void FormulaIsReducedAndOrdered(string symbols, string expected) =>
        Assert.Equal(expected, ChemicalFormula.Reduced(symbols.Split(' ').Select(Full)));

    [Fact]
    public void DisorderKeepsItsAmounts() =>
        Assert.Equal("Mg0.5Zn0.5O", ChemicalFormula.Reduced(
        [
            Full("Zn") with { Occupancy = 0.5 },
            Full("Mg") with { Occupancy = 0.5 },
            Full("O"),
        ]));

    /// <summary>In floating point ten tenths are a little less than one.</summary>
    [Fact]
    public void RoundingIsNoDisorder() =>
        Assert.Equal("Fe2O3", ChemicalFormula.Reduced(
        [
            .. Enumerable.Repeat(Full("Fe") with { Occupancy = 0.1 }, 40),
            .. Enumerable.Repeat(Full("O") with { Occupancy = 0.3 }, 20),
        ]));

    private static Site Full(string symbol)
    {
        Assert.True(Element.TryParse(symbol, out Element element));
        return new Site(element, default);
    }
}
