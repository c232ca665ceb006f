using System.Diagnostics;
using System.Text.RegularExpressions;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests;

/// <summary>
/// Every command of every page is run, as a reader would from the root of a clone, by a shell.
/// A block that cannot be has a comment in the page above it, "needs: WHAT"; one that takes
/// minutes "slow: WHY", and is run where SIMILARITY_SLOW is 1.
/// </summary>
public sealed partial class GuideTest : IClassFixture<GuideFolder>
{
    private readonly GuideFolder folder;

    public GuideTest(GuideFolder folder) => this.folder = folder;

    public static IEnumerable<object[]> Pages =>
        Files.Where(page => Blocks(page).Any(block => block.Why is null))
            .Select(page => new object[] { page });

    private static IEnumerable<string> Files => Directory
        .GetFiles(RepositoryFile.At("src/docs"), "*.md")
        .Select(file => "src/docs/" + Path.GetFileName(file))
        .Order(StringComparer.Ordinal)
        .Prepend("README.md");

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task EveryCommandWorks(string page)
    {
        Skip.If(OperatingSystem.IsWindows(), "the commands are those of a POSIX shell");
        string script = string.Join('\n', Blocks(page)
            .Where(block => block.Why is null)
            .Select(block => block.Commands));

        (int code, string text) = await folder.Run(script);

        Assert.True(code == 0, $"{page}: exit code {code}\n{text}");
    }

    /// <summary>What has no language and is no command says so.</summary>
    [Fact]
    public void EveryBlockHasACommandOrAReason() => Assert.All(
        Files.SelectMany(page => Blocks(page).Select(block => (page, block))),
        item => Assert.True(
            item.block.Why is not null || item.block.Commands.Length > 0,
            $"{item.page}: a block without a command: {item.block.Text}"));

    [Fact]
    public void TheQuickStartIsRun() => Assert.InRange(
        Blocks("src/docs/quick-start.md").Count(block => block.Why is null), 6, 20);

    private static IEnumerable<Block> Blocks(string page)
    {
        string text = File.ReadAllText(RepositoryFile.At(page));
        foreach (Match match in Fence().Matches(text))
        {
            if (match.Groups[3].Value is not ("" or "sh" or "console"))
            {
                continue;
            }

            bool isSlow = match.Groups[1].Value == "slow";
            bool runsSlow = Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";
            string? why = match.Groups[1].Success && !(isSlow && runsSlow)
                ? match.Groups[2].Value
                : null;
            string body = match.Groups[4].Value;

            // In a block with output, commands follow a prompt.
            string commands = match.Groups[3].Value == "console"
                ? string.Join('\n', body.Split('\n')
                    .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
                    .Select(line => line[2..]))
                : body.Contains("similarity ", StringComparison.Ordinal) ? body : "";
            yield return new Block(body, commands, why);
        }
    }

    private sealed record Block(string Text, string Commands, string? Why);

    [GeneratedRegex(
        @"(?:<!-- (needs|slow): ([^>]*?) -->\n)?```(\w*)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}

/// <summary>
/// A folder that looks like the root of a clone, with the database that the first pages build; what
/// commands write stays in it, and goes with it.
/// </summary>
public sealed class GuideFolder : IAsyncLifetime
{
    private const string Build =
        "similarity build --db polymorphs.db database/polymorphs/*.cif "
        + "database/polymorphs/mp_families.jsonl.gz --kind kinetic";

    private readonly TemporaryFolder folder = new();

    public async Task InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string name in new[] { "database", "queries", "tests" })
        {
            Directory.CreateSymbolicLink(folder.File(name), RepositoryFile.At(name));
        }

        (int code, string text) = await Run(Build);
        Assert.True(code == 0, text);
    }

    public async Task<(int Code, string Text)> Run(string script)
    {
        string program = typeof(SimilarityProgram).Assembly.Location;
        string shell =
            $"set -e\nsimilarity() {{ dotnet '{program}' \"$@\"; }}\n{script}\n";
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-c", shell])
        {
            WorkingDirectory = folder.File(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        _ = await output;
        return (process.ExitCode, await error);
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
