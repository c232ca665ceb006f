using System.Text.RegularExpressions;
using Similarity.Tests;

namespace Similarity.Cli.Tests;

/// <summary>
/// Every console sample of these pages whose output is shown is run, and prints what is shown.
/// </summary>
public sealed partial class ReadMeTest
{
    private static readonly string Root = Path.GetFullPath(RepositoryFile.At("."));

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            string[] pages =
            [
                "README.md", "src/docs/nanotubes.md", "src/docs/polymorphs.md",
                "src/docs/quick-start.md", "src/docs/soap.md", "src/docs/spectra.md",
            ];
            foreach (Match block in pages.SelectMany(
                page => ConsoleBlock().Matches(File.ReadAllText(RepositoryFile.At(page)))))
            {
                foreach (Match sample in Sample().Matches(block.Groups[1].Value))
                {
                    if (sample.Groups[2].Value.Trim().Length > 0)
                    {
                        samples.Add(sample.Groups[1].Value, sample.Groups[2].Value);
                    }
                }
            }

            return samples;
        }
    }

    [Fact]
    public void ThereAreSamples() => Assert.NotEmpty(Samples);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task ASamplePrintsWhatIsShown(string line, string shown)
    {
        // Paths are relative to the root of the clone, from where a reader would run it.
        string[] arguments = line.Split(' ')
            .Select(word => File.Exists(RepositoryFile.At(word)) ? RepositoryFile.At(word) : word)
            .ToArray();

        ProgramRun run = await ProgramRun.Of(arguments);

        Assert.Equal(0, run.Code);
        Assert.Equal(Normal(shown), Normal(run.Output));
    }

    private static string Normal(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()))
            .Replace(Root, "", StringComparison.Ordinal)
            .Trim('\n');

    [GeneratedRegex(@"```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(
        @"^\$ similarity ([^\n]*)\n(.*?)(?=^\$ |\z)",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sample();
}
