using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Tests.Databases;

public sealed class KindOptionsTest
{
    [Fact]
    public void ASettingIsOfAllKindsOrOfTheOneItNames()
    {
        ImportKind[] kinds = [.. KindOptions.Parse(
            ["kinetic", "spectral"],
            ["per=cell", "kinetic:sigma=0.5", "spectral:windows=vbm:-2:6:513"])];

        Assert.Equal(["kinetic", "spectral"], kinds.Select(kind => kind.Recipe.Kind));
        Assert.All(kinds, kind => Assert.Equal("cell", kind.Recipe.Parameters["per"]));
        Assert.Equal("0.5", kinds[0].Recipe.Parameters["sigma"]);
        Assert.NotEqual("0.5", kinds[1].Recipe.Parameters["sigma"]);
        Assert.Equal("vbm:-2:6:513", kinds[1].Recipe.Parameters["windows"]);
    }

    [Fact]
    public void AKindNamedTwiceCountsOnce() =>
        Assert.Single(KindOptions.Parse(["kinetic", "kinetic"], []));

    [Fact]
    public void WithoutAKindThereIsOne() =>
        Assert.Equal(KindOptions.DefaultKind, KindOptions.Parse([], [])[0].Recipe.Kind);

    [Theory]
    [InlineData("nomad:per=atom")]
    [InlineData("sigma")]
    [InlineData("nonsense=1")]
    public void ASettingOfNoKindIsAMistake(string setting) => Assert.Equal(
        ExitCode.Usage,
        Assert.Throws<VerbException>(() => KindOptions.Parse(["kinetic"], [setting])).ExitCode);
}
