using Similarity.Crystals;
using Similarity.Operators.Gfn0;

namespace Similarity.Tests.Operators.Gfn0;

public class ShellPairFactorsTest
{
    /// <summary>
    /// Between two elements of Sc–Cu, Y–Ag, La–Au the coupling is 1.1 times stronger, but 0.9 times
    /// between Cu, Ag and Au; the oracles hold no such pair but Ti–Ti and Cu–Cu.
    /// </summary>
    [Theory]
    [InlineData("Sc", "Y", 1.1)]
    [InlineData("Ag", "Zr", 1.1)]
    [InlineData("La", "Au", 1.1)]
    [InlineData("Lu", "Mo", 1.1)]
    [InlineData("Cu", "Ni", 1.1)]
    [InlineData("Cu", "Cu", 0.9)]
    [InlineData("Ag", "Au", 0.9)]
    [InlineData("Au", "Cu", 0.9)]
    [InlineData("Ca", "Sc", 1)]
    [InlineData("Ti", "Zn", 1)]
    [InlineData("Sr", "Y", 1)]
    [InlineData("Cd", "Ag", 1)]
    [InlineData("Ba", "La", 1)]
    [InlineData("Hg", "Au", 1)]
    [InlineData("Ti", "O", 1)]
    public void TheScaleOfTwoElements(string first, string second, double expected)
    {
        Element a = Of(first), b = Of(second);

        Assert.Equal(expected, Gfn0Parameters.PairScale(a, b));
        Assert.Equal(expected, Gfn0Parameters.PairScale(b, a));
    }

    /// <summary>Only hydrogen has a diffuse shell, its second.</summary>
    [Fact]
    public void DiffuseShellsDoNotCoupleToEachOther()
    {
        Gfn0Element hydrogen = Gfn0Parameters.Published.Find(new Element(1))!;
        double[] factors = new double[4];

        new ShellPairFactors(hydrogen, hydrogen).At(1.5, double.PositiveInfinity, factors);

        Assert.True(factors[0] > 1);
        Assert.True(factors[1] > 0);
        Assert.Equal(factors[1], factors[2], 1e-15);
        Assert.Equal(0, factors[3]);
    }

    private static Element Of(string symbol) =>
        Element.TryParse(symbol, out Element element)
            ? element
            : throw new ArgumentException(symbol, nameof(symbol));
}
