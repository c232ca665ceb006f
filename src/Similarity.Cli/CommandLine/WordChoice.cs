using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// Options and arguments that take one of some words; unlike the library's, the refusal names what
/// it refuses, on one line.
/// </summary>
internal static class WordChoice
{
    public static void TakeOneOf(this Option option, params string[] words)
    {
        option.Validators.Add(result => Check(result, option.Name, result.Tokens, words));
        option.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
    }

    public static void TakeOneOf(this Argument argument, params string[] words)
    {
        argument.Validators.Add(result => Check(result, argument.Name, result.Tokens, words));
        argument.CompletionSources.Add(_ => words.Select(word => new CompletionItem(word)));
    }

    private static void Check(
        SymbolResult result, string name, IReadOnlyList<Token> tokens, string[] words)
    {
        foreach (Token token in tokens.Where(token => !words.Contains(token.Value)))
        {
            result.AddError(
                $"{name} expects one of {string.Join(", ", words)}, not '{token.Value}'");
        }
    }
}
