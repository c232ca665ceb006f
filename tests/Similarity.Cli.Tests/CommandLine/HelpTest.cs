using System.CommandLine;
using System.CommandLine.Parsing;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.CommandLine;

/// <summary>Help shows, for each verb, a command line that works.</summary>
public sealed class HelpTest
{
    private static readonly Dictionary<string, VerbCommand> ByName =
        Below(SimilarityProgram.CreateRoot(), "").ToDictionary();

    /// <summary>As they are typed: "read", "db info".</summary>
    public static TheoryData<string> Verbs => [.. ByName.Keys];

    [Fact]
    public void EveryVerbIsAmongThem() =>
        Assert.Subset(
            ByName.Keys.ToHashSet(), new HashSet<string> { "read", "build", "db info", "db copy" });

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task HelpOfAVerbEndsWithItsExample(string name)
    {
        ProgramRun run = await ProgramRun.Of([.. name.Split(' '), "--help"]);

        VerbCommand verb = ByName[name];
        Assert.Equal(0, run.Code);
        Assert.Contains("similarity " + name, run.Output);
        Assert.EndsWith("  " + verb.Example, run.Output.TrimEnd());
        Assert.DoesNotContain("Similarity.Cli", run.Output);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void TheExampleParsesAndItsFilesExist(string name)
    {
        string line = ByName[name].Example.Split(" > ")[0];
        string[] arguments = [.. CommandLineParser.SplitCommandLine(line).Skip(1)];

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

    private static IEnumerable<(string Name, VerbCommand Verb)> Below(
        Command command, string path) =>
        command.Subcommands.SelectMany(child =>
            (child is VerbCommand verb ? new[] { (path + child.Name, verb) } : [])
                .Concat(Below(child, $"{path}{child.Name} ")));
}
