using System.Diagnostics;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>Completion asks the program itself, through scripts that need nothing else.</summary>
public sealed class CompletionVerbTest
{
    [Theory]
    [InlineData("similarity spec", "spectrum")]
    [InlineData("similarity fermi --sm", "--smearing")]
    [InlineData("similarity fermi x --smearing me", "methfessel-paxton")]
    [InlineData("similarity dos x --smearing te", "tetrahedron")]
    [InlineData("similarity dos x --compat s", "sorep")]
    [InlineData("similarity completion f", "fish")]
    public async Task TheProgramSuggests(string line, string expected)
    {
        ProgramRun run = await ProgramRun.Of($"[suggest:{line.Length}]", line);

        Assert.Equal(0, run.Code);
        Assert.Contains(expected, run.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("bash", "complete -F _similarity similarity")]
    [InlineData("zsh", "#compdef similarity")]
    [InlineData("fish", "complete -c similarity")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task EveryShellHasAScriptThatAsksTheProgram(string shell, string mark)
    {
        ProgramRun run = await ProgramRun.Of("completion", shell);

        Assert.Equal(0, run.Code);
        Assert.Contains(mark, run.Output);
        Assert.Contains("[suggest:", run.Output);
        Assert.DoesNotContain("dotnet-suggest", run.Output);
    }

    [SkippableTheory]
    [InlineData("similarity spec", "spectrum")]
    [InlineData("similarity fermi --smear", "--smearing")]
    public async Task TheBashScriptCompletesInBash(string line, string expected)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "there is no /bin/bash here");
        string script = (await ProgramRun.Of("completion", "bash")).Output;
        string program = typeof(SimilarityProgram).Assembly.Location;
        string session = $$"""
            similarity() { dotnet exec '{{program}}' "$@"; }
            {{script}}
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{line}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _similarity
            printf '%s\n' "${COMPREPLY[@]}"
            """;

        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["--norc", "-c", session])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string output = await bash.StandardOutput.ReadToEndAsync();
        string error = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.True(bash.ExitCode == 0, error);
        Assert.Contains(expected, output.Split('\n'));
    }
}
