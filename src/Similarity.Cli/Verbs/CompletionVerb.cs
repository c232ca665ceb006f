using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Verbs;

/// <summary>
/// Prints a script that lets a shell complete `similarity`. The scripts ask the program itself
/// (<c>similarity "[suggest:POSITION]" "LINE"</c>) and fall back to file names.
/// </summary>
internal static class CompletionVerb
{
    private const string Bash = """
        # similarity: completion for bash. Install with
        #   similarity completion bash > ~/.local/share/bash-completion/completions/similarity
        _similarity() {
            local line="${COMP_LINE}" word="${COMP_WORDS[COMP_CWORD]}"
            local suggestions
            suggestions="$(similarity "[suggest:${COMP_POINT}]" "${line}" 2>/dev/null)"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "${suggestions}" -- "${word}"))
            if [ "${#COMPREPLY[@]}" -eq 0 ]; then
                compopt -o filenames
                COMPREPLY=($(compgen -f -- "${word}"))
            fi
        }
        complete -F _similarity similarity

        """;

    private const string Zsh = """
        #compdef similarity
        # similarity: completion for zsh. Install with
        #   similarity completion zsh > "${fpath[1]}/_similarity"
        _similarity() {
            local -a suggestions
            suggestions=("${(@f)$(similarity "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            suggestions=(${(M)suggestions:#${words[CURRENT]}*})
            if (( ${#suggestions} )); then
                compadd -- "${suggestions[@]}"
            else
                _files
            fi
        }
        compdef _similarity similarity

        """;

    private const string Fish = """
        # similarity: completion for fish. Install with
        #   similarity completion fish > ~/.config/fish/completions/similarity.fish
        function __similarity_suggest
            set -l line (commandline --cut-at-cursor)
            similarity "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c similarity -a '(__similarity_suggest)'

        """;

    private const string PowerShell = """
        # similarity: completion for PowerShell. Install by adding to $PROFILE
        #   similarity completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName similarity -ScriptBlock {
            param($word, $tree, $position)
            similarity "[suggest:$position]" "$tree" 2>$null |
                Where-Object { $_ -like "$word*" } |
                ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new(
                        $_, $_, 'ParameterValue', $_)
                }
        }

        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" };
        shell.TakeOneOf("bash", "zsh", "fish", "pwsh");
        var verb = new VerbCommand(
            "completion",
            "Print a script that completes verbs and options in a shell.",
            "similarity completion bash > ~/.local/share/bash-completion/completions/similarity")
        {
            shell,
        };
        verb.Bind((result, console, _) => Run(result.GetRequiredValue(shell), console));
        return verb;
    }

    public static int Run(string shell, VerbConsole console)
    {
        string script = shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            "pwsh" => PowerShell,
            _ => throw VerbException.Usage(
                $"no completion for '{shell}'; expected bash, zsh, fish or pwsh"),
        };
        if (console.Json)
        {
            console.Print(new CompletionDocument(shell, script));
        }
        else
        {
            console.PrintText(script);
        }

        return ExitCode.Done;
    }

    private sealed record CompletionDocument(string Shell, string Script)
        : Document("similarity.completion/1");
}
