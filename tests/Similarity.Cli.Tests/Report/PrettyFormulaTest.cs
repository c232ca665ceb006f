using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

public sealed class PrettyFormulaTest
{
    [Theory]
    [InlineData("Cu2O", "Cu₂O")]
    [InlineData("LiFe4P4O16", "LiFe₄P₄O₁₆")]
    [InlineData("Si", "Si")]
    public void AmountsStandBelow(string formula, string expected) =>
        Assert.Equal(expected, PrettyFormula.Of(formula));

    [Theory]
    [InlineData("VBr2", true)]
    [InlineData("InN", true)]
    [InlineData("castep", false)]
    [InlineData("EIGENVAL", false)]
    [InlineData("si", false)]
    [InlineData("2605", false)]
    [InlineData("", false)]
    public void FormulasAreToldFromOtherWords(string word, bool isFormula) =>
        Assert.Equal(isFormula, PrettyFormula.IsFormula(word));
}
