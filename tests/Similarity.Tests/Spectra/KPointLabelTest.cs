using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public sealed class KPointLabelTest
{
    [Theory]
    [InlineData("\\Gamma", "Γ")]
    [InlineData("$\\Gamma$", "Γ")]
    [InlineData("GAMMA", "Γ")]
    [InlineData("G", "Γ")]
    [InlineData("X", "X")]
    [InlineData("X_1", "X₁")]
    [InlineData("\\Sigma_{1}", "Σ₁")]
    [InlineData("", "")]
    [InlineData("0.5 0 -0.6667", "½ 0 -⅔")]
    [InlineData("0.375 0.4792 1", "⅜ 0.4792 1")]
    public void ReadsWhatProgramsWrite(string written, string expected) =>
        Assert.Equal(expected, KPointLabel.Pretty(written));

    [Theory]
    [InlineData("\\Gamma", "Γ")]
    [InlineData("0.5 0 0.3333", "½ 0 ⅓")]
    [InlineData("0.4792 0.2708 0.75", "·")]
    public void LongCoordinatesDoNotFitAnAxis(string written, string expected) =>
        Assert.Equal(expected, KPointLabel.OnAxis(written));
}
