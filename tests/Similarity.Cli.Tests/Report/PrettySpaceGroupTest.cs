using Similarity.Cli.Report;

namespace Similarity.Cli.Tests.Report;

public sealed class PrettySpaceGroupTest
{
    [Theory]
    [InlineData("P6_3/mmc", "P6\u2083/mmc")]
    [InlineData("P4_12_12", "P4\u20812\u20812")]
    [InlineData("Fd-3m", "Fd3\u0305m")]
    [InlineData("I-42d", "I4\u03052d")]
    [InlineData("C2/c", "C2/c")]
    public void ScrewAxesGoBelowTheLineAndBarsAbove(string plain, string pretty) =>
        Assert.Equal(pretty, PrettySpaceGroup.Of(plain));
}
