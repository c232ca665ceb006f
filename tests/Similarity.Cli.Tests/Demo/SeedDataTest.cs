using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Demo;

public sealed class SeedDataTest
{
    private static readonly string Database = Path.GetFullPath(RepositoryFile.At("database"));

    [Fact]
    public void FoundAboveTheProgram() =>
        Assert.Equal(Database, Path.GetFullPath(SeedData.Find(null, AppContext.BaseDirectory)));

    [Fact]
    public void TheSecondStartIsTriedWhenNothingIsAboveTheFirst() =>
        Assert.Equal(
            Database,
            Path.GetFullPath(
                SeedData.Find(null, Path.GetTempPath(), RepositoryFile.At("src/Similarity"))));

    [Fact]
    public void ANamedFolderWins() =>
        Assert.Equal(Database, SeedData.Find(Database, Path.GetTempPath()));

    [Fact]
    public void ANamedFolderWithoutDataDoesNotExistAsADatabase() =>
        Assert.Equal(
            ExitCode.Absent,
            Assert.Throws<VerbException>(
                () => SeedData.Find(Path.GetTempPath(), Database)).ExitCode);

    [Fact]
    public void NowhereIsAFailureThatNamesTheWayOut()
    {
        var failure = Assert.Throws<VerbException>(() => SeedData.Find(null, Path.GetTempPath()));

        Assert.Equal(ExitCode.Absent, failure.ExitCode);
        Assert.Contains("SIMILARITY_DATABASE", failure.Message);
    }
}
