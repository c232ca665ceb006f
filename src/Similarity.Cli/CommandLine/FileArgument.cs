using System.CommandLine;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// Arguments that name files. What begins with -- is a mistyped option, not a file; a file of such
/// a name can be given as ./--name.
/// </summary>
internal static class FileArgument
{
    public static Argument<string> One(string help) => Named("FILE", help);

    public static Argument<string> Named(string name, string help) =>
        Checked(new Argument<string>(name) { Description = help });

    public static Argument<string[]> Many(string help) => Checked(
        new Argument<string[]>("FILE") { Description = help, Arity = ArgumentArity.OneOrMore });

    private static Argument<T> Checked<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (string name in result.Tokens
                .Select(token => token.Value)
                .Where(name => name.StartsWith("--", StringComparison.Ordinal)))
            {
                result.AddError($"no option is called '{name}'");
            }
        });
        return argument;
    }
}
