using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

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
    public void ReadsWhatProgramsWrite(string written, string expected) =>
        Assert.Equal(expected, KPointLabel.Pretty(written));
}
