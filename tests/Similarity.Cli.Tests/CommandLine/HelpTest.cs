using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.CommandLine;

/// <summary>Help shows, for each verb, a command line that works.</summary>
public sealed class HelpTest
{
    public static TheoryData<string> Verbs =>
        [.. SimilarityProgram.CreateRoot().Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task HelpOfAVerbEndsWithItsExample(string name)
    {
        ProgramRun run = await ProgramRun.Of(name, "--help");

        VerbCommand verb = VerbOf(name);
        Assert.Equal(0, run.Code);
        Assert.Contains("similarity " + name, run.Output);
        Assert.EndsWith("  " + verb.Example, run.Output.TrimEnd());
        Assert.DoesNotContain("Similarity.Cli", run.Output);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void TheExampleParsesAndItsFilesExist(string name)
    {
        string line = VerbOf(name).Example.Split(" > ")[0];
        string[] arguments = line.Split(' ')[1..];

        Assert.StartsWith($"similarity {name}", line);
        Assert.Empty(SimilarityProgram.CreateRoot().Parse(arguments).Errors);
        Assert.All(
            arguments.Where(argument => argument.StartsWith("database/", StringComparison.Ordinal)),
            file => Assert.True(File.Exists(RepositoryFile.At(file)), file));
    }

    [Fact]
    public async Task VersionIsANumber()
    {
        ProgramRun run = await ProgramRun.Of("--version");

        Assert.Equal(0, run.Code);
        Assert.True(Version.TryParse(run.Output.Trim(), out _), run.Output);
    }

    private static VerbCommand VerbOf(string name) =>
        SimilarityProgram.CreateRoot().Subcommands
            .OfType<VerbCommand>()
            .Single(verb => verb.Name == name);
}
